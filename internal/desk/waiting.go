package desk

import (
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
)

// How long a flag may wait, in business days of the entity's calendar: a reminder at half of the time, the due time, and
// the escalation one business day after it.
const (
	reviewDays     = 2
	reminderDays   = 1
	escalationDays = 1
)

// due is when a flag that is raised at a time should be decided: the end of the business day, two days on.
func (d draft) due(raised time.Time) time.Time { return d.endOfDay(raised, reviewDays) }

// endOfDay is 17:00 in the entity's zone, some business days after the day of an instant.
func (d draft) endOfDay(at time.Time, days int) time.Time {
	zone, err := d.entity.Location()
	if err != nil { // the library refuses an entity without a zone
		zone = time.UTC
	}
	return d.calendar.AddBusinessDays(cal.DateOf(at.In(zone)), days).In(zone, 17, 0).UTC()
}

// wait puts the open flags of a draft into the queue.
func (d draft) wait(w *write, o offer.Offer, flags []review.Flag) {
	w.Said = d.record.Agreed.At.UTC()
	remind := d.endOfDay(w.at, reminderDays)
	for _, f := range flags {
		if f.Status != review.Open {
			continue
		}
		w.Waiting = append(w.Waiting, store.Waiting{
			Offer: o.ID, Flag: f.ID, Letter: f.Letter, Code: f.Deviation.Code, Decides: f.Deviation.Decides, Entity: string(o.Entity),
			Place: o.Place, Raised: f.Raised, Due: *f.Due, Said: w.Said, Wording: f.Wording, Next: &remind,
		})
	}
}

// lateAt is when a flag is escalated: one business day after it was due.
func (s *Service) lateAt(o offer.Offer, due time.Time) time.Time {
	lib := s.Library.Current()
	e, ok := lib.Entity(o.Entity)
	if !ok {
		return due.AddDate(0, 0, escalationDays)
	}
	return draft{entity: e, calendar: lib.Calendar(e.Calendar)}.endOfDay(due, escalationDays)
}
