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
	Name           string             `yaml:"name" lib:"required"`
	ShortName      string             `yaml:"short_name" lib:"required"`
	Place          place.Code         `yaml:"place" lib:"required"`
	Address        []string           `yaml:"address" lib:"required"`
	Contact        []string           `yaml:"contact"`
	LegalLine      string             `yaml:"legal_line"`
	Zone           source.Text        `yaml:"zone" lib:"required"`
	Calendar       string             `yaml:"calendar"`
	LetterDateDays *int               `yaml:"letter_date_days"`
	Paper          source.Text        `yaml:"paper" lib:"required"`
	Window         source.Text        `yaml:"window"`
	Logo           string             `yaml:"logo"`
	LogoAlt        string             `yaml:"logo_alt"`
	Signatories    []entity.Signatory `yaml:"signatories" lib:"required"`
	Example        bool               `yaml:"example"`
	Changelog      string             `yaml:"changelog"`
}

// letterDateDays is how old a letter date may be at issue where the entity's file says nothing.
const letterDateDays = 3

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
	if f.Logo != "" && f.LogoAlt == "" {
		findings = append(findings, at.At(source.Text{Line: 1, Column: 1}, "missing_key", "logo_alt says what the logo shows, for screen readers"))
	}
	e := entity.Entity{
		ID: entity.ID(i.ID), Version: i.Version, Name: f.Name, ShortName: f.ShortName, Place: f.Place, Address: f.Address, Contact: f.Contact,
		LegalLine: f.LegalLine, Zone: f.Zone.Value, Calendar: f.Calendar, LetterDateDays: letterDateDays, Paper: f.Paper.Value, Window: f.Window.Value,
		Logo: f.Logo, LogoAlt: f.LogoAlt, Signatories: f.Signatories, Example: f.Example,
	}
	if f.LetterDateDays != nil {
		e.LetterDateDays = *f.LetterDateDays
	}
	s.entities[e.ID] = append(s.entities[e.ID], e)
	return append(findings, s.sign(i, "entity.yaml", "example", "changelog")...)
}

// calendarFile is calendar.yaml: dated holidays of one place.
type calendarFile struct {
	Title     string         `yaml:"title" lib:"required"`
	Place     place.Code     `yaml:"place" lib:"required"`
	Weekend   []source.Text  `yaml:"weekend"`
	Covers    clause.Span    `yaml:"covers" lib:"required"` // outside of it only weekends are known
	Holidays  []holiday      `yaml:"holidays" lib:"required"`
	Source    []clause.Basis `yaml:"source" lib:"required"`
	Changelog string         `yaml:"changelog"`
}

type holiday struct {
	At   source.Mark `yaml:"-"`
	Date cal.Date    `yaml:"date" lib:"required"`
	Name string      `yaml:"name" lib:"required"`
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
