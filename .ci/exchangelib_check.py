#!/usr/bin/python3
"""Has exchangelib, a client that is not ours, work with the simulated Exchange.

usage: dotnet run --project tests/ExchangeSimulator -- --pem sim.pem ... > sim.json &
       /usr/bin/python3 .ci/exchangelib_check.py sim.pem < sim.json

Standard input is the line of JSON that the simulator prints on start; the first of its mailboxes is used and
left as it was found. TLS is verified against the PEM alone. Needs Debian's python3-exchangelib (4.9).
One line per check; the last line is "Exchangelib: N passed, N failed, 0 skipped"; the exit code is 1 where one failed.
"""
import json
import os
import sys
import traceback
from decimal import Decimal

pem = sys.argv[1]
simulator = json.loads(sys.stdin.readline())
os.environ["REQUESTS_CA_BUNDLE"] = pem

import requests
from exchangelib import BASIC, IMPERSONATION, Account, CalendarItem, Configuration, Credentials, EWSDate, EWSDateTime, EWSTimeZone, Task
from exchangelib.errors import (
    ErrorCalendarEndDateIsEarlierThanStartDate,
    ErrorCannotDeleteTaskOccurrence,
    ErrorItemNotFound,
    ErrorNonExistentMailbox,
    UnauthorizedError,
)
from exchangelib.extended_properties import ExtendedProperty
from exchangelib.items import ALL_OCCURRENCES, SEND_TO_NONE, SPECIFIED_OCCURRENCE_ONLY
from exchangelib.protocol import FailFast
from exchangelib.properties import UID
from exchangelib.recurrence import TaskRecurrence, WeeklyPattern

AMSTERDAM = EWSTimeZone("Europe/Amsterdam")


class Marker(ExtendedProperty):
    property_set_id = "a892b3d0-1b56-42ba-9438-cb0b655724c6"
    property_name = "AllSolutionsLinkId"
    property_type = "String"


class GlobalObjectId(ExtendedProperty):
    distinguished_property_set_id = "Meeting"
    property_id = 3
    property_type = "Binary"


class DueDay(ExtendedProperty):
    distinguished_property_set_id = "Task"
    property_id = 0x8105
    property_type = "SystemTime"


CalendarItem.register("marker", Marker)
Task.register("marker", Marker)
Task.register("due_day", DueDay)
CalendarItem.register("global_object_id", GlobalObjectId)


def sign_in(password, mailbox):
    configuration = Configuration(
        service_endpoint=simulator["url"],
        credentials=Credentials(simulator["account"], password),
        auth_type=BASIC,
        retry_policy=FailFast(),
        max_connections=1,
    )
    return Account(mailbox, config=configuration, autodiscover=False, access_type=IMPERSONATION, default_timezone=AMSTERDAM)


def at(day, hour):
    return EWSDateTime(2027, 3, day, hour, 0, tzinfo=AMSTERDAM)


def new_item(subject, day=1, **more):
    return CalendarItem(account=account, folder=account.calendar, subject=subject, start=at(day, 10), end=at(day, 11), **more)


def raises(error, action):
    try:
        action()
    except error:
        return
    raise AssertionError(f"{error.__name__} was expected")


def tls_is_verified():
    session = requests.Session()
    session.trust_env = False
    raises(requests.exceptions.SSLError, lambda: session.get(simulator["url"]))
    assert requests.get(simulator["url"]).status_code == 401


def a_wrong_password_is_refused():
    raises(UnauthorizedError, lambda: sign_in("wrong", mailbox).calendar.refresh())


def an_unknown_mailbox_is_refused():
    raises(ErrorNonExistentMailbox, lambda: sign_in(simulator["password"], "nobody@" + mailbox.split("@")[1]).calendar.refresh())


def the_version_is_known():
    assert account.version.build is not None, account.version


def folders_are_listed():
    names = {folder.name for folder in account.root.walk()}
    assert {"Calendar", "Tasks", "Contacts", "Inbox", "Outbox", "Deleted Items"} <= names, names


def the_calendar_is_listed():
    account.calendar.refresh()
    assert account.calendar.all().count() == account.calendar.total_count


def an_item_is_created_and_read_back():
    global item
    item = new_item("  Overleg é€ ", body="een\ntwee", location="Zaal 1", categories=["rood", "blauw"], marker="link-1")
    item.save(send_meeting_invitations=SEND_TO_NONE)
    item = account.calendar.get(id=item.id)
    assert item.subject == "Overleg é€", item.subject
    assert (item.start, item.end) == (at(1, 10), at(1, 11)), (item.start, item.end)
    assert item.body.split() == ["een", "twee"], item.body
    assert (item.location, item.categories, item.marker) == ("Zaal 1", ["rood", "blauw"], "link-1")
    assert item.uid and item.my_response_type == "Organizer" and not item.is_meeting


def an_all_day_item_keeps_its_dates():
    day = CalendarItem(account=account, folder=account.calendar, subject="dag", start=at(5, 0).date(), end=at(6, 0).date(), is_all_day=True)
    day.save(send_meeting_invitations=SEND_TO_NONE)
    day = account.calendar.get(id=day.id)
    assert (day.is_all_day, day.start, day.end) == (True, at(5, 0).date(), at(6, 0).date()), (day.start, day.end)
    day.delete(send_meeting_cancellations=SEND_TO_NONE)


def an_item_is_found():
    assert [i.id for i in account.calendar.filter(marker="link-1")] == [item.id]
    assert [i.id for i in account.calendar.filter(subject__icontains="OVERLEG é", start__gte=at(1, 0))] == [item.id]
    assert account.calendar.filter(marker="link-2").count() == 0
    assert item.id in {i.id for i in account.calendar.view(start=at(1, 0), end=at(2, 0)).only("subject")}
    assert item.id not in {i.id for i in account.calendar.view(start=at(2, 0), end=at(3, 0)).only("subject")}


def an_item_with_a_foreign_uid_is_found_by_it():
    foreign = new_item("vreemd", uid="as-42@contoso.test")
    foreign.save(send_meeting_invitations=SEND_TO_NONE)
    found = list(account.calendar.filter(global_object_id=UID("as-42@contoso.test")))
    assert [(i.id, i.uid) for i in found] == [(foreign.id, "as-42@contoso.test")], found
    foreign.delete(send_meeting_cancellations=SEND_TO_NONE)


def an_item_is_updated():
    old = item.changekey
    item.subject, item.start, item.end = "Gewijzigd", at(2, 14), at(2, 15)
    item.save(update_fields=["subject", "start", "end"], send_meeting_invitations=SEND_TO_NONE)
    assert item.changekey != old
    read = account.calendar.get(id=item.id)
    assert (read.subject, read.start, read.location) == ("Gewijzigd", at(2, 14), "Zaal 1"), read


def an_end_before_the_start_is_refused():
    bad = new_item("achterstevoren")
    bad.end = at(1, 9)
    # exchangelib refuses it by itself: send it past that check.
    bad.clean = lambda version=None: None
    raises(ErrorCalendarEndDateIsEarlierThanStartDate, lambda: bad.save(send_meeting_invitations=SEND_TO_NONE))


def changes_are_synchronised():
    folder = account.calendar
    folder.item_sync_state = None
    listed = list(folder.sync_items(max_changes_returned=7))
    assert {change for change, _ in listed} == {"create"} and len(listed) == folder.all().count(), len(listed)
    assert list(folder.sync_items()) == []
    added = new_item("erbij")
    added.save(send_meeting_invitations=SEND_TO_NONE)
    item.location = "Zaal 2"
    item.save(update_fields=["location"], send_meeting_invitations=SEND_TO_NONE)
    changes = {change: i.id for change, i in folder.sync_items()}
    assert changes == {"create": added.id, "update": item.id}, changes
    added_id = added.id
    added.delete(send_meeting_cancellations=SEND_TO_NONE)
    assert [(change, i.id) for change, i in folder.sync_items()] == [("delete", added_id)]


def many_items_are_created_and_deleted():
    items = [new_item(f"veel {n}", day=3) for n in range(150)]
    made = account.bulk_create(folder=account.calendar, items=items, send_meeting_invitations=SEND_TO_NONE)
    assert len({i.id for i in made}) == 150
    read = list(account.fetch(made))
    assert {i.subject for i in read} == {i.subject for i in items}
    assert all(ok is True for ok in account.bulk_delete(made, send_meeting_cancellations=SEND_TO_NONE))


def a_deleted_item_is_in_deleted_items():
    old_id = item.id
    item.move_to_trash(send_meeting_cancellations=SEND_TO_NONE)
    raises(ErrorItemNotFound, lambda: item.__class__(account=account, id=old_id, folder=account.calendar).refresh())
    found = list(account.trash.filter(marker="link-1"))
    assert len(found) == 1 and found[0].id != old_id
    found[0].delete(send_meeting_cancellations=SEND_TO_NONE)
    assert account.trash.filter(marker="link-1").count() == 0


def new_task(subject, **more):
    task = Task(account=account, folder=account.tasks, subject=subject, **more)
    task.save()
    return task


def task_of(task_id):
    # Not all fields: Exchange refuses to give a task's unique body.
    dates = ["start_date", "due_date", "due_day", "complete_date"]
    return account.tasks.all().only("id", "status", "percent_complete", "is_complete", "is_recurring", "marker", *dates).get(id=task_id)


def a_task_keeps_its_days():
    task = new_task("taak", start_date=EWSDate(2027, 3, 27), due_date=EWSDate(2027, 3, 28), marker="taak-1")
    read = task_of(task.id)
    assert (read.start_date, read.due_date) == (EWSDate(2027, 3, 27), EWSDate(2027, 3, 28)), (read.start_date, read.due_date)
    assert read.due_day.isoformat().startswith("2027-03-28T00:00:00"), read.due_day
    assert (read.status, read.percent_complete, read.complete_date, read.is_recurring) == ("NotStarted", 0, None, False), read
    assert [i.id for i in account.tasks.filter(marker="taak-1").only("id")] == [task.id]
    read.due_date = EWSDate(2027, 10, 31)
    read.save(update_fields=["due_date"])
    assert task_of(task.id).due_day.isoformat().startswith("2027-10-31T00:00:00")
    raises(ErrorCannotDeleteTaskOccurrence, lambda: read.delete(affected_task_occurrences=SPECIFIED_OCCURRENCE_ONLY))
    read.delete(affected_task_occurrences=ALL_OCCURRENCES)
    assert account.tasks.all().count() == 0


def a_task_is_completed():
    task = new_task("klaar", percent_complete=Decimal(40), status="InProgress")
    read = task_of(task.id)
    assert (read.status, read.percent_complete) == ("InProgress", 40), read
    read.status = "Completed"
    read.save(update_fields=["status"])
    read = task_of(task.id)
    assert (read.status, read.percent_complete, read.is_complete) == ("Completed", 100, True) and read.complete_date, read
    read.delete(affected_task_occurrences=ALL_OCCURRENCES)


def a_task_that_comes_back_goes_on():
    pattern = TaskRecurrence(pattern=WeeklyPattern(interval=1, weekdays=["Monday"]), start=EWSDate(2027, 3, 1), number=2)
    task = new_task("wekelijks", due_date=EWSDate(2027, 3, 1), recurrence=pattern, marker="taak-2")
    account.tasks.item_sync_state = None
    list(account.tasks.sync_items())
    old_id = task.id
    read = task_of(old_id)
    assert read.is_recurring, read
    read.status = "Completed"
    ((done_id, _),) = account.bulk_update([(read, ["status"])])
    assert done_id != old_id
    live, done = task_of(old_id), task_of(done_id)
    assert (live.status, live.due_date, live.marker) == ("NotStarted", EWSDate(2027, 3, 8), "taak-2"), live
    assert (done.status, done.due_date, done.is_recurring, done.marker) == ("Completed", EWSDate(2027, 3, 1), False, "taak-2"), done
    changes = {change: i.id for change, i in account.tasks.sync_items()}
    assert changes == {"create": done_id, "update": old_id}, changes
    assert all(ok is True for ok in account.bulk_delete([live, done], affected_task_occurrences=ALL_OCCURRENCES))


CHECKS = [
    tls_is_verified,
    a_wrong_password_is_refused,
    an_unknown_mailbox_is_refused,
    the_version_is_known,
    folders_are_listed,
    the_calendar_is_listed,
    an_item_is_created_and_read_back,
    an_all_day_item_keeps_its_dates,
    an_item_is_found,
    an_item_with_a_foreign_uid_is_found_by_it,
    an_item_is_updated,
    an_end_before_the_start_is_refused,
    changes_are_synchronised,
    many_items_are_created_and_deleted,
    a_deleted_item_is_in_deleted_items,
    a_task_keeps_its_days,
    a_task_is_completed,
    a_task_that_comes_back_goes_on,
]

mailbox = simulator["mailboxes"][0]
account = sign_in(simulator["password"], mailbox)
item = None
failed = 0
for check in CHECKS:
    try:
        check()
        print(f"ok      {check.__name__.replace('_', ' ')}")
    except Exception:
        failed += 1
        print(f"FAILED  {check.__name__.replace('_', ' ')}")
        traceback.print_exc(file=sys.stdout)
print(f"Exchangelib: {len(CHECKS) - failed} passed, {failed} failed, 0 skipped")
sys.exit(1 if failed else 0)
