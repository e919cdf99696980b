package policy

import (
	"slices"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/handoff"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/terms"
)

// Band is the range of base pay that a company keeps for a level and a place, for full time.
type Band struct {
	// Level is the level of the job, as records write it in hiring.
	Level string `json:"level" jsonschema:"title=Level,example=L4,minLength=1,maxLength=40"`
	// Place is where the work is done; a country holds for each of its parts that has no band of its own.
	Place place.Code `json:"place" jsonschema:"title=Place,example=US-CA"`
	// JobFamily narrows the band to one family of jobs.
	JobFamily string `json:"job_family,omitempty" jsonschema:"title=Job family,example=Software,maxLength=100"`
	// Entity narrows the band to one employing entity.
	Entity string `json:"entity,omitempty" jsonschema:"title=Entity,example=acme-us,maxLength=40"`
	// Minimum is the least that is paid.
	Minimum money.Decimal `json:"minimum" jsonschema:"title=Minimum,example=160000"`
	// Midpoint is what compa-ratios are counted from.
	Midpoint money.Decimal `json:"midpoint" jsonschema:"title=Midpoint,example=190000"`
	// Maximum is the most that is paid.
	Maximum money.Decimal `json:"maximum" jsonschema:"title=Maximum,example=220000"`
	// Currency is the currency of the three.
	Currency money.Currency `json:"currency" jsonschema:"title=Currency,example=USD"`
	// Per is the period of the three.
	Per money.Per `json:"per" jsonschema:"title=Period,example=year"`
	// BonusLimit is the highest target of variable pay, in percent of base pay.
	BonusLimit *money.Decimal `json:"bonus_limit,omitempty" jsonschema:"title=Bonus limit,example=20"`
	// From is the first day on which the band holds.
	From cal.Date `json:"effective_from" jsonschema:"title=Effective from,example=2026-01-01"`
	// Until is the first day on which it no longer holds; without it, it holds until a later band begins.
	Until *cal.Date `json:"effective_until,omitempty" jsonschema:"title=Effective until,example=2027-01-01"`
	// Source says where the figures come from.
	Source string `json:"source,omitempty" jsonschema:"title=Source,example=Compensation survey 2026,maxLength=200"`
}

// BandVersion is a band as it was imported. It never changes: a correction is the next version of the same slot.
type BandVersion struct {
	Band
	Version  int           `json:"version"`
	Digest   digest.Digest `json:"digest"` // of what the band says, its source apart
	Imported time.Time     `json:"imported_at"`
	By       string        `json:"imported_by"` // person id
}

// Slot names what a band is for: entity, level, place, job family, and the day from which it holds.
func (b Band) Slot() string {
	var p fault.Pointer
	for _, part := range []string{b.Entity, b.Level, string(b.Place), b.JobFamily, b.From.String()} {
		p = p.Child(part)
	}
	return string(p)
}

// Sum is the digest of what a band says, its source apart. Figures count by value: 160000 and 160000.00 are one.
func (b Band) Sum() (digest.Digest, error) {
	b.Source = ""
	b.Minimum, b.Midpoint, b.Maximum = b.Minimum.Trim(0), b.Midpoint.Trim(0), b.Maximum.Trim(0)
	if b.BonusLimit != nil {
		limit := b.BonusLimit.Trim(0)
		b.BonusLimit = &limit
	}
	return digest.OfJSON(b)
}

// Pin names the version by content.
func (b BandVersion) Pin() digest.Pin {
	return digest.Pin{Kind: bandKind, ID: b.Slot(), Version: b.Version, Digest: b.Digest}
}

// Holds says whether a day lies in the band's time.
func (b Band) Holds(day cal.Date) bool {
	return !day.Before(b.From) && (b.Until == nil || day.Before(*b.Until))
}

// Faults are what is wrong with a band beyond the form of its fields, below a pointer.
func (b Band) Faults(at fault.Pointer) []fault.Fault {
	var out []fault.Fault
	add := func(when bool, field, message string) {
		if when {
			out = append(out, fault.Fault{Code: fault.CodeContradiction, Pointer: at.Child(field), Message: message})
		}
	}
	add(b.Minimum.Sign() <= 0, "minimum", "the minimum is more than nothing")
	add(b.Midpoint.Cmp(b.Minimum) < 0, "midpoint", "the midpoint is not below the minimum")
	add(b.Maximum.Cmp(b.Midpoint) < 0, "maximum", "the maximum is not below the midpoint")
	add(b.Until != nil && !b.From.Before(*b.Until), "effective_until", "a band holds until a day after the one from which it holds")
	add(b.BonusLimit != nil && b.BonusLimit.Sign() < 0, "bonus_limit", "the bonus limit is a percentage from 0")
	add(strings.TrimSpace(b.Level) != b.Level, "level", "no blank stands before or after a level")
	add(b.Per == money.PerShift || b.Per == money.PerNight, "per", "pay by the shift or night has no yearly figure: give the band by year, month, week, day or hour")
	return out
}

// BandQuery says which band is looked for. Empty parts are those that the record does not say.
type BandQuery struct {
	Entity, Level, JobFamily string
	Place                    place.Code
	Day                      cal.Date
}

// BandQueryOf is the query of a letter on a day.
func BandQueryOf(r handoff.Record, s terms.Sheet, day cal.Date) BandQuery {
	q := BandQuery{Entity: r.Employer.Entity, Place: s.Terms.Place.Jurisdiction, Day: day}
	if h := r.Hiring; h != nil {
		if h.Level != nil {
			q.Level = *h.Level
		}
		if h.JobFamily != nil {
			q.JobFamily = *h.JobFamily
		}
	}
	return q
}

// fits says whether a band is for what is looked for, whatever the day.
func (b Band) fits(q BandQuery) bool {
	return b.Level == q.Level && q.Level != "" && q.Place.Within(b.Place) &&
		(b.JobFamily == "" || b.JobFamily == q.JobFamily) && (b.Entity == "" || b.Entity == q.Entity)
}

// CurrentBands leaves the newest version of each slot, in the order of rows.
func CurrentBands(rows []BandVersion) []BandVersion {
	newest := map[string]int{}
	for _, b := range rows {
		newest[b.Slot()] = max(newest[b.Slot()], b.Version)
	}
	return slices.DeleteFunc(slices.Clone(rows), func(b BandVersion) bool { return b.Version != newest[b.Slot()] })
}

// PickBand finds the band of a letter among current rows: the one of the nearest place, then of the job family, then of the
// entity, then the one that began last. ok is false when none fits.
func PickBand(rows []BandVersion, q BandQuery) (best BandVersion, ok bool) {
	for _, b := range rows {
		if b.fits(q) && b.Holds(q.Day) && (!ok || b.nearer(best)) {
			best, ok = b, true
		}
	}
	return best, ok
}

func (b BandVersion) nearer(o BandVersion) bool {
	switch x, y := b.Place.Specificity(), o.Place.Specificity(); {
	case x != y:
		return x > y
	case (b.JobFamily != "") != (o.JobFamily != ""):
		return b.JobFamily != ""
	case (b.Entity != "") != (o.Entity != ""):
		return b.Entity != ""
	}
	return o.From.Before(b.From)
}

// Banding is how a letter stands to the bands of its employer. The zero value is an employer that keeps none.
type Banding struct {
	Kept bool         // the employer keeps bands
	Band *BandVersion // the one that the letter falls under; nil when there is none for it
}

// BandingOf picks the band of a letter among stored rows, of which the newest version of each slot counts. kept says whether
// the employer keeps any bands at all.
func BandingOf(rows []BandVersion, kept bool, q BandQuery) Banding {
	u := Banding{Kept: kept}
	if b, ok := PickBand(CurrentBands(rows), q); ok {
		u.Band = &b
	}
	return u
}

// bandKind is the kind of a pin of a band; noBand is the id of the one that says that none was for the letter.
const (
	bandKind = "band"
	noBand   = "none"
)

// Pins names the band for a lock: only the one used. An employer that keeps no bands has no pin.
func (u Banding) Pins() []digest.Pin {
	switch {
	case !u.Kept:
		return nil
	case u.Band == nil:
		return []digest.Pin{{Kind: bandKind, ID: noBand, Digest: digest.Of([]byte(noBand))}}
	}
	return []digest.Pin{u.Band.Pin()}
}

// PinnedBanding gives the banding that a lock names, out of every stored version. ok is false when the band that it names
// is not for what is looked for now, as after an amendment of the place.
func PinnedBanding(rows []BandVersion, pins []digest.Pin, q BandQuery) (u Banding, ok bool) {
	for _, p := range pins {
		if p.Kind != bandKind {
			continue
		}
		if p.ID == noBand {
			return Banding{Kept: true}, true
		}
		for _, b := range rows {
			if b.Pin() == p && b.fits(q) {
				return Banding{Kept: true, Band: &b}, true
			}
		}
		return Banding{}, false
	}
	return Banding{}, true
}
