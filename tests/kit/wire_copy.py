"""A wire report and what newspapers make of it, all invented."""

from lineage.entry import LineageArticle

FIRST = (
    "دوشنبه في 18 أكتوبر (وكالة نجم) - بحثت لجان فنية من اثنتي عشرة دولة اليوم سبل تبادل بصمات المطلوبين عبر المنافذ"
    " الجبلية قبل حلول الشتاء، واتفقت على خط ساخن يعمل ليلا ونهارا بين غرف المراقبة في الوديان البعيدة."
)
SECOND = (
    "وقال رئيس اللجنة الفنية نادر كوهستاني إن الطائرات المسيرة الصغيرة ترصد اليوم ثلثي الممرات، أما الثلث الباقي"
    " فتغطيه دوريات راجلة من أبناء القرى الذين يعرفون كل صخرة فيها معرفة أجدادهم."
)
THIRD = (
    "وأضاف أن كلفة المحطة الواحدة لا تزيد على ثمن سيارة، وأن الصيانة ستكون من نصيب مهندسين شباب تخرجوا في معهد"
    " خوجند هذا العام، مشيرا إلى أن التجربة الأولى تبدأ بعد أسبوعين."
)
OTHER = (
    "ارتفعت أسعار المشمش المجفف في أسواق الوادي بعدما أتلف البرد نصف المحصول، وقال تجار إن الشحنات المتجهة إلى الشمال"
    " تأخرت ثلاثة أيام بسبب انهيار ثلجي أغلق النفق القديم."
)
WIRE = "\n".join((FIRST, SECOND, THIRD))


def article(
    page_id: str,
    body: str,
    *,
    outlet: str = "dar",
    agency: str | None = None,
    published: str | None = "2022-10-18T12:00+05:00",
) -> LineageArticle:
    """An article of which only what a test is about needs to be told."""
    return LineageArticle(page_id=page_id, outlet=outlet, agency=agency, published=published, body=body)
