"""The broker of tests keeps what it has acknowledged."""

from __future__ import annotations

import redis

from tests.servers.redis import Redis


def test_a_killed_redis_comes_back_at_the_same_address_with_all_it_had(own_redis: Redis) -> None:
    with redis.Redis.from_url(own_redis.url) as client:
        client.rpush("queue", "task")
    before = own_redis.url
    own_redis.kill()
    own_redis.start()
    assert own_redis.url == before
    with redis.Redis.from_url(own_redis.url) as client:
        assert client.lrange("queue", 0, -1) == [b"task"]
