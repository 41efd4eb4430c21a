"""Kafka's users and what each may do, brought to what contracts/access.toml says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    KafkaAdminClient,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from kafka.errors import KafkaError, NoError

from contracts.access import Access, all_access
from contracts.topics import all_topics

# Every group of Masar's begins so; one who looks sees their offsets.
GROUPS = "masar-"
# What Kafka calls itself in its access lists; who may describe it sees how full the disks are.
CLUSTER = "kafka-cluster"


def make_users(bootstrap: str, login: Mapping[str, Any], passwords: Mapping[str, str]) -> None:
    """Make the users or change their passwords, and give each what access.toml grants and nothing else.

    `login` is the administrator's. Safe to repeat. Raises KafkaError.
    """
    with _administrator(bootstrap, login) as admin:
        wanted = [
            UserScramCredentialUpsertion(user, ScramMechanism.SCRAM_SHA_512, password.encode())
            for user, password in passwords.items()
        ]
        for user, error in admin.alter_user_scram_credentials(wanted).items():
            if error:
                raise KafkaError(f"user {user}: {error}")
        for user in passwords:
            _grant(admin, user, all_access()[user])


def grants(user: str, access: Access) -> list[ACL]:
    """What a user may do, as Kafka's access lists have it."""
    asked = [(ResourceType.TOPIC, topic, ACLOperation.READ) for topic in access.reads]
    asked += [(ResourceType.TOPIC, topic, ACLOperation.WRITE) for topic in access.writes]
    if access.group:
        asked.append((ResourceType.GROUP, access.group, ACLOperation.READ))
    allowed = [_allow(user, operation, ResourcePattern(kind, name)) for kind, name, operation in asked]
    if access.looks:
        prefix = ResourcePattern(ResourceType.GROUP, GROUPS, ACLResourcePatternType.PREFIXED)
        allowed.append(_allow(user, ACLOperation.DESCRIBE, prefix))
        allowed.append(_allow(user, ACLOperation.DESCRIBE, ResourcePattern(ResourceType.CLUSTER, CLUSTER)))
    if access.purges:
        letters = (topic.name for topic in all_topics() if topic.message == "DeadLetter")
        allowed += [_allow(user, ACLOperation.DELETE, ResourcePattern(ResourceType.TOPIC, name)) for name in letters]
    return allowed


def _allow(user: str, operation: ACLOperation, resource: ResourcePattern) -> ACL:
    return ACL(f"User:{user}", "*", operation, ACLPermissionType.ALLOW, resource)


def _grant(admin: KafkaAdminClient, user: str, access: Access) -> None:
    anything = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    held = ACLFilter(f"User:{user}", None, ACLOperation.ANY, ACLPermissionType.ANY, anything)
    there, error = admin.describe_acls(held)
    if error is not NoError:
        raise error(f"what {user} may do cannot be read")
    wanted = grants(user, access)
    # First what is new, then what is too much: a service that runs is never refused its work.
    missing = [each for each in wanted if each not in there]
    if missing and (failed := admin.create_acls(missing)["failed"]):
        raise KafkaError(f"{user} cannot be granted: {failed}")
    if surplus := [each for each in there if each not in wanted]:
        admin.delete_acls([_just(each) for each in surplus])


def _just(acl: ACL) -> ACLFilter:
    place = acl.resource_pattern
    pattern = ResourcePatternFilter(place.resource_type, place.resource_name, place.pattern_type)
    return ACLFilter(acl.principal, acl.host, acl.operation, acl.permission_type, pattern)


@contextmanager
def _administrator(bootstrap: str, login: Mapping[str, Any]) -> Iterator[KafkaAdminClient]:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap.split(","), **login)
    try:
        yield admin
    finally:
        admin.close()
