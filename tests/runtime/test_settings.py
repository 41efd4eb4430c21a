from pathlib import Path

import pytest
from pydantic import ValidationError

from runtime.settings import ServiceSettings


def test_without_security_there_is_no_login() -> None:
    assert ServiceSettings().kafka_login == {}
    assert ServiceSettings().elasticsearch_key is None


def test_secrets_are_read_from_their_files_when_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "password").write_text("of-a-test\n")
    (tmp_path / "key").write_text("b2Y6dGVzdA==\n")
    monkeypatch.setenv("MASAR_KAFKA_SECURITY", "sasl_ssl")
    monkeypatch.setenv("MASAR_KAFKA_USER", "parser")
    monkeypatch.setenv("MASAR_KAFKA_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("MASAR_KAFKA_CA_FILE", "/etc/ca.pem")
    monkeypatch.setenv("MASAR_ELASTICSEARCH_API_KEY_FILE", str(tmp_path / "key"))
    settings = ServiceSettings()
    assert settings.elasticsearch_key == "b2Y6dGVzdA=="
    assert settings.kafka_login == {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "parser",
        "sasl_plain_password": "of-a-test",
        "ssl_cafile": "/etc/ca.pem",
    }
    assert "of-a-test" not in repr(settings)
    (tmp_path / "key").unlink()
    with pytest.raises(OSError, match="key"):
        _ = settings.elasticsearch_key


def test_a_key_in_the_environment_stands_before_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_ELASTICSEARCH_API_KEY", "b25lOm9uZQ==")
    monkeypatch.setenv("MASAR_ELASTICSEARCH_API_KEY_FILE", str(tmp_path / "nothing"))
    assert ServiceSettings().elasticsearch_key == "b25lOm9uZQ=="


def test_a_login_without_user_or_password_is_refused_and_no_secret_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASAR_KAFKA_SECURITY", "sasl_plaintext")
    monkeypatch.setenv("MASAR_KAFKA_PASSWORD", "of-a-test")
    with pytest.raises(ValidationError, match="MASAR_KAFKA_USER") as refused:
        ServiceSettings()
    assert "of-a-test" not in str(refused.value)


def test_elasticsearch_is_known_by_the_certificates_that_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ServiceSettings().elasticsearch_trust == {}
    monkeypatch.setenv("MASAR_ELASTICSEARCH_CA_FILE", "/etc/ca.pem")
    assert ServiceSettings().elasticsearch_trust == {"ca_certs": "/etc/ca.pem"}
