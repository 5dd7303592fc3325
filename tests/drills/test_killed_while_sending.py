"""The sender is killed more than fifty times, at any moment: nothing reaches anybody twice, and nothing is lost."""

import json

from .conftest import Child

KILLS = 60
MESSAGES = 48

# The messengers run beside the senders, which are forks that can be killed while they call.
DRILL = f"""
import json, os, random, signal, time
from django.db import connections
from hometown.notices import actions, choices, composing, sending
from hometown.notices.models import ChannelAddress, Outgoing, SendAttempt
from hometown.ledger import book
from tests.notices.fake_channels import channels, started

dice = random.Random(20191220)
fake, server = started()
settings.CHANNELS = channels(fake.url)
people = list(User.objects.active().order_by("login")[:24])
fake.members = {{one.login for one in people}}
for place, one in enumerate(people):
    channel = ("wecom", "dingtalk", "feishu")[place % 3]
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(ChannelAddress(user=one, channel=channel, address=one.login))
    choices.keep_channel(one, channel)
for number in range({MESSAGES}):
    assert actions.queue(None, to=people[number % 24], kind="digest", path="/digest/", number=number)
wanted = sorted(composing.whole(one.text, one.pk) for one in Outgoing.objects.all())
sender, kills = 0, 0


def fatal():  # the messenger's side of a call: before it takes the message, or after, before it answers
    if sender and kills < {KILLS} and dice.random() < 0.35:
        os.kill(sender, signal.SIGKILL)
        time.sleep(0.02)


fake.before = fake.after = fatal
for round in range(2000):
    done = not Outgoing.objects.waiting().exists()
    if done and kills >= {KILLS}:
        break
    if done:  # all are out and it was not killed often enough yet: more to send
        for one in people:
            assert actions.queue(None, to=one, kind="digest", path="/digest/", number=round)
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            sending.send_waiting()
        finally:
            os._exit(0)
    sender = pid
    if kills < {KILLS} and dice.random() < 0.5:  # or at any other moment
        time.sleep(dice.uniform(0, 0.06))
        os.kill(pid, signal.SIGKILL)
    _, how = os.waitpid(pid, 0)
    sender = 0
    kills += os.WIFSIGNALED(how)
    if how == 0:
        time.sleep(0.1)  # what a limit holds up waits for the next run
wanted = sorted(composing.whole(one.text, one.pk) for one in Outgoing.objects.all())
print(json.dumps({{
    "kills": kills,
    "cut_off": SendAttempt.objects.filter(outcome="unknown").count(),
    "known_again": fake.again,
    "states": sorted(set(Outgoing.objects.values_list("state", flat=True))),
    "twice": [one for one, times in fake.count().items() if times > 1],
    "lost": sorted(set(wanted) - {{words for _m, _who, words in fake.delivered}}),
    "sent": len(wanted),
}}))
"""


def test_a_sender_that_is_killed_at_any_moment_sends_each_message_once(child: Child) -> None:
    told = json.loads(child(DRILL).stdout.splitlines()[-1])
    assert told["kills"] >= KILLS
    assert told["cut_off"] > 10, "the drill never hit a call"
    assert told["known_again"] > 0, "no message was ever called for twice"
    assert told["sent"] >= MESSAGES
    assert (told["states"], told["twice"], told["lost"]) == (["sent"], [], [])
