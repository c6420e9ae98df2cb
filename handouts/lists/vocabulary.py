"""What lists call their columns, and the words by which a column that nobody reads is known for what it is.

Plain data: the vocabulary of booking systems, gathered from their exports.
"""

from __future__ import annotations

from dataclasses import dataclass


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS: dict[str, tuple[str, ...]] = {
    "patient": _phrases(
        """
        patient, patient name, name, full name, patient full name, client, client name, pt, pt name,
        name of patient, patient display name, invitee, invitee name, member name
        """
    ),
    "first_name": _phrases(
        """
        first name, given name, patient first name, forename, fname, first, patient first,
        patient given name, pt first name, pt first, invitee first name, client first name, name first
        """
    ),
    "middle_name": _phrases(
        """
        middle name, mi, middle, middle initial, patient middle name, patient middle initial
        """
    ),
    "last_name": _phrases(
        """
        last name, surname, family name, patient last name, lname, last, patient last, patient surname,
        pt last name, pt last, invitee last name, client last name, name last
        """
    ),
    "date": _phrases(
        """
        date, appointment date, appt date, apt date, visit date, procedure date, day, date of visit,
        date of procedure, date of service, service date, dos, scheduled date, start date, event date,
        date time, date and time, surgery date, date of appointment, encounter date, appointment day,
        schedule date, sched date, case date
        """
    ),
    "arrive": _phrases(
        """
        arrive, arrive at, arrive by, arrival, arrival time, check in, check in time, time to arrive,
        time of arrival, patient arrival time, report time, reporting time, arrival date time,
        be here at
        """
    ),
    "time": _phrases("time"),
    "start": _phrases(
        """
        appointment time, appt time, apt time, start, start time, procedure time, scheduled time,
        visit time, appointment start, appointment start time, appt start, appt start time, begin,
        begin time, begins, scheduled start, scheduled start time, surgery time, case start, slot,
        case start time, time of appointment, event start, event start time, start date time,
        appointment, start date and time, appointment date time, appointment date and time,
        appt date time, sched time, scheduled date time, event start date time, appt dt,
        appointment dt, encounter time, service time, starts, starts at, procedure start,
        procedure start time, schedule time, time slot
        """
    ),
    "status": _phrases(
        """
        status, appointment status, appt status, apt status, visit status, booking status, sts,
        scheduling status, schedule status, appt sts, encounter status, confirmation status,
        event status
        """
    ),
    "provider": _phrases(
        """
        provider, provider name, physician, doctor, clinician, surgeon, rendering provider,
        appointment provider, appt provider, provider full name, performing provider
        """
    ),
    "place": _phrases(
        """
        place, where, location, room, site, facility, department, suite, location name, facility name,
        appointment location, appt location, service location, appointment facility
        """
    ),
    "procedure": _phrases(
        """
        procedure, procedure id, procedure name, handout, procedures, procedure description
        """
    ),
    "language": _phrases(
        """
        language, lang, preferred language, patient language, language preference, pt language
        """
    ),
    "edition": _phrases("edition, print size, print"),
    "clinic": _phrases("clinic, clinic id, clinic name"),
}
"""What lists call each column, compared without case, spaces and punctuation. ``start`` is when the visit or the
procedure starts, which is never by itself the time to arrive; ``time`` does not say which, and is the time to arrive
unless the list has a column for that."""

WEAK: dict[str, tuple[str, ...]] = {
    "procedure": _phrases(
        """
        service, visit type, appointment type, appt type, apt type, type, event type, reason,
        event type name, reason for visit, visit reason, appointment reason, appt reason, treatment,
        service name, type of visit, type of appointment, service type, encounter type, proc
        """
    ),
}
"""Headings that mean a field where the list has no better one."""

ONE_LINE = frozenset({
    *("patient", "first_name", "middle_name", "last_name", "date", "arrive", "time", "start", "status", "provider"),
    *("procedure", "language", "edition", "clinic"),
})  # fmt: skip
"""What never spans lines; options do not either."""

START_WORDS = _words(
    "appointment appt apt start starts begin begins scheduled sched procedure surgery visit event"
)
"""In the heading of a column of dates, they say that a time in it is the start."""

EDITIONS = {"standard": "standard", "large print": "large-print", "large": "large-print"}


@dataclass(frozen=True, slots=True)
class PlainKind:
    """A kind of column that may not be left unread: words that tell it, and words that tell that it is another."""

    what: str
    keys: tuple[str, ...]
    words: frozenset[str]
    others: frozenset[str]


NAME = PlainKind(
    "a name",
    ("patient",),
    _words(
        """
        name names patient patients client clients lname fname lastname firstname surname forename nombre nombres apellido
        apellidos nom prenom vorname nachname familienname paciente kunde cognome person patientname
        fullname
        """
    ),
    _words(
        """
        id ids no nr num number mrn dob birth birthday birthdate age sex gender phone phones mobile cell
        home email mail address addr city state zip postal ssn street insurance payer plan provider
        physician doctor surgeon resource facility location loc dept department clinic referring referral
        pcp guarantor contact emergency pharmacy user employer file procedure service type balance portal
        notes note comment comments status language race account acct suffix prefix title nickname preferred
        maiden mother father spouse event calendar company organization org group drug case class category
        weight height instructions flag alert consent subscriber created by template form room list paid due
        copay responsibility payment visit appt appointment code uuid key time date record chart
        """
    ),
)
DATE = PlainKind(
    "a date",
    ("date",),
    _words(
        """
        date dates dos datum fecha termin jour tag dia day
        """
    ),
    _words(
        """
        birth dob birthdate geburtsdatum nacimiento created create modified entered end ends printed
        referral received auth authorization expiration expires effective last next sent signed updated
        cancelled canceled booked made admission discharge all event due hire consent order ordered verified
        check out insurance policy of week injury onset accident loss
        """
    ),
)
TIME = PlainKind(
    "a time",
    ("arrive", "start"),
    _words(
        """
        time times start starts begin begins arrival arrive arrives checkin slot hour hora uhrzeit zeit
        heure ora tijd beginn ankunft llegada starttime begintime appttime arrivaltime
        """
    ),
    _words(
        """
        end ends finish stop duration length minutes mins min zone timezone out discharge created modified
        updated booked printed entered cancelled canceled cancel last next wait waiting confirmed reminder
        sent made part full depart until close recovery turnaround spent date event name type off total
        """
    ),
)
STATUS = PlainKind(
    "a status",
    ("status",),
    _words(
        """
        status statuses sts disposition cancel cancelled canceled cancellation noshow estado cancelado
        apptstatus
        """
    ),
    _words(
        """
        marital insurance eligibility payment pay billing bill claim auth authorization employment smoking
        tobacco code residency citizenship immigration vaccine vaccination covid order referral portal
        account balance copay form forms paperwork consent student veteran pregnancy registration intake
        preauth precert note verification fee policy patient financial legal civil
        """
    ),
)
