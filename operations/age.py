"""Times as people say them."""


def age(seconds: float) -> str:
    """In the largest unit that keeps two figures: 42 s, 9 min, 31 h, 12 d."""
    if seconds < 0:
        return "in the future"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5_400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3_600:.0f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} d"
