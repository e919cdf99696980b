package library

import (
	"path"
	"slices"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/entity"
	"verbatim/internal/letter"
	"verbatim/internal/place"
)

// entityFile is entity.yaml. Id and version come from the folder.
type entityFile struct {
	Name           string             `yaml:"name" lib:"required"`        // the registered name
	ShortName      string             `yaml:"short_name" lib:"required"`  // how the letter calls it after the first time
	Place          place.Code         `yaml:"place" lib:"required"`       // where it is registered
	Address        []string           `yaml:"address" lib:"required"`     // the lines of its address, as printed in the letterhead
	Contact        []string           `yaml:"contact"`                    // telephone, web, e-mail, as printed in the letterhead
	LegalLine      string             `yaml:"legal_line"`                 // the foot of the page: register, seat, directors
	Zone           source.Text        `yaml:"zone" lib:"required"`        // the IANA time zone that dates its letters
	Calendar       string             `yaml:"calendar"`                   // the id of a calendar, for business days
	LetterDateDays *int               `yaml:"letter_date_days"`           // how many days old a letter date may be at issue; 3 when left out
	Paper          source.Text        `yaml:"paper" lib:"required"`       // the size of the page
	Window         source.Text        `yaml:"window"`                     // the window envelope that the address is placed for; left out for none
	Logo           string             `yaml:"logo"`                       // the name of a file in brand/
	LogoAlt        string             `yaml:"logo_alt"`                   // what the logo shows, for screen readers; needed with logo
	Signatories    []entity.Signatory `yaml:"signatories" lib:"required"` // who may sign; the first signs where the record names none
	ReadBack       source.Text        `yaml:"read_back"`                  // whether who made the promise must confirm the letter before issue; none when left out
	Example        bool               `yaml:"example"`                    // an example that a real installation replaces
	Changelog      string             `yaml:"changelog"`                  // what is new in this version
}

// letterDateDays is how old a letter date may be at issue where the entity's file says nothing.
const letterDateDays = 3

// What an entity can say of reading a letter back.
const (
	readBackNone     = "none"
	readBackRequired = "required"
)

func (s *Snapshot) entity(i Item) []source.Finding {
	at := source.Place{File: path.Join(i.Dir(), "entity.yaml")}
	var f entityFile
	findings := source.Decode(at.File, i.Files["entity.yaml"], &f)
	if len(findings) > 0 {
		return findings
	}
	if _, err := time.LoadLocation(f.Zone.Value); err != nil {
		findings = append(findings, at.At(f.Zone, "bad_value", "%q is no IANA time zone such as Europe/London", f.Zone.Value))
	}
	if !slices.Contains([]string{string(letter.A4), string(letter.Letter)}, f.Paper.Value) {
		findings = append(findings, at.At(f.Paper, "bad_value", "paper is A4 or Letter"))
	}
	if !slices.Contains([]string{"", string(letter.DIN5008B), string(letter.US10), string(letter.UKDL)}, f.Window.Value) {
		findings = append(findings, at.At(f.Window, "bad_value", "window is din5008b, us10 or ukdl"))
	}
	if !slices.Contains([]string{"", readBackNone, readBackRequired}, f.ReadBack.Value) {
		findings = append(findings, at.At(f.ReadBack, "bad_value", "read_back is required or none"))
	}
	if f.Logo != "" && f.LogoAlt == "" {
		findings = append(findings, at.At(source.Text{Line: 1, Column: 1}, "missing_key", "logo_alt says what the logo shows, for screen readers"))
	}
	e := entity.Entity{
		ID: entity.ID(i.ID), Version: i.Version, Name: f.Name, ShortName: f.ShortName, Place: f.Place, Address: f.Address, Contact: f.Contact,
		LegalLine: f.LegalLine, Zone: f.Zone.Value, Calendar: f.Calendar, LetterDateDays: letterDateDays, Paper: f.Paper.Value, Window: f.Window.Value,
		Logo: f.Logo, LogoAlt: f.LogoAlt, Signatories: f.Signatories, Example: f.Example,
		ReadBack: f.ReadBack.Value == readBackRequired,
	}
	if f.LetterDateDays != nil {
		e.LetterDateDays = *f.LetterDateDays
	}
	s.entities[e.ID] = append(s.entities[e.ID], e)
	return append(findings, s.sign(i, "entity.yaml", "example", "changelog")...)
}

// calendarFile is calendar.yaml: dated holidays of one place.
type calendarFile struct {
	Title     string         `yaml:"title" lib:"required"`    // what the calendar is called
	Place     place.Code     `yaml:"place" lib:"required"`    // whose holidays it holds
	Weekend   []source.Text  `yaml:"weekend"`                 // days of the week, in English; saturday and sunday are usual
	Covers    clause.Span    `yaml:"covers" lib:"required"`   // the days for which its holidays are complete; outside of it only weekends are known
	Holidays  []holiday      `yaml:"holidays" lib:"required"` // by date
	Source    []clause.Basis `yaml:"source" lib:"required"`   // where the holidays were read
	Changelog string         `yaml:"changelog"`               // what is new in this version
}

// holiday is one day off.
type holiday struct {
	At   source.Mark `yaml:"-"`
	Date cal.Date    `yaml:"date" lib:"required"` // the day
	Name string      `yaml:"name" lib:"required"` // what it is called there
}

// calendar keeps the newest version of each key.
func (s *Snapshot) calendar(i Item) []source.Finding {
	at := source.Place{File: path.Join(i.Dir(), "calendar.yaml")}
	var f calendarFile
	findings := source.Decode(at.File, i.Files["calendar.yaml"], &f)
	c := cal.Calendar{ID: i.ID, Holidays: map[cal.Date]string{}}
	for _, w := range f.Weekend {
		day, ok := weekday(w.Value)
		if !ok {
			findings = append(findings, at.At(w, "bad_value", "%q is no day of the week", w.Value))
		}
		c.Weekend = append(c.Weekend, day)
	}
	for _, h := range f.Holidays {
		if _, twice := c.Holidays[h.Date]; twice {
			findings = append(findings, at.At(h.At.Text(), "duplicate_key", "%s is here twice", h.Date))
		}
		if !f.Covers.Holds(h.Date) {
			findings = append(findings, at.At(h.At.Text(), "bad_value", "%s lies outside of what the calendar covers", h.Date))
		}
		c.Holidays[h.Date] = h.Name
	}
	s.calendars[c.ID] = c
	return append(findings, s.sign(i, "calendar.yaml", "source", "changelog")...)
}

func weekday(name string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.ToLower(d.String()) == name {
			return d, true
		}
	}
	return 0, false
}

// sign gives an item of one YAML file its digest.
func (s *Snapshot) sign(i Item, file string, without ...string) []source.Finding {
	if e, ok := s.index[i.Dir()]; ok && e.Files == sumOf(i.Files) {
		s.digests[i.name()] = e.Digest
		return nil
	}
	d, err := source.Digest(i.Files[file], without, nil)
	if err != nil {
		return []source.Finding{{File: path.Join(i.Dir(), file), Code: "yaml", Severity: source.Error, Message: err.Error()}}
	}
	s.digests[i.name()] = d
	return nil
}

// references finds entities whose calendar or logo is not there.
func (s *Snapshot) references() (findings []source.Finding) {
	for _, e := range s.Entities() {
		at := source.Place{File: path.Join("entities", string(e.ID), "entity.yaml")}
		if _, ok := s.calendars[e.Calendar]; e.Calendar != "" && !ok {
			findings = append(findings, at.At(source.Text{}, "unknown_reference", "there is no calendar %s", e.Calendar))
		}
		if _, ok := s.logos[e.Logo]; e.Logo != "" && !ok {
			findings = append(findings, at.At(source.Text{}, "unknown_reference", "there is no image %s in brand", e.Logo))
		}
	}
	return findings
}
