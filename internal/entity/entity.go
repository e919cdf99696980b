// Package entity owns employing legal entities: who they are, what stands on their paper, who signs, and by which clock
// and calendar their letters are dated. It knows nothing of offers.
package entity

import (
	"time"

	"verbatim/internal/place"
)

// ID is an entity's key, such as "acme-us". One installation is one company; the entity is the scope of every read.
type ID string

// Entity is one employing legal entity, one version of its file in templates/entities.
type Entity struct {
	ID             ID          `json:"id" yaml:"id"`
	Version        int         `json:"version" yaml:"version"`
	Name           string      `json:"name" yaml:"name"`                         // registered name
	ShortName      string      `json:"short_name" yaml:"short_name"`             // how the letter calls it after the first time
	Place          place.Code  `json:"place" yaml:"place"`                       // where it is registered
	Address        []string    `json:"address" yaml:"address"`                   // as printed in the letterhead
	Contact        []string    `json:"contact,omitempty" yaml:"contact"`         // telephone, web, e-mail of HR
	LegalLine      string      `json:"legal_line,omitempty" yaml:"legal_line"`   // footer: register, seat, directors
	Zone           string      `json:"zone" yaml:"zone"`                         // IANA zone that dates its letters
	Calendar       string      `json:"calendar,omitempty" yaml:"calendar"`       // key of templates/calendars
	LetterDateDays int         `json:"letter_date_days" yaml:"letter_date_days"` // how old a letter date may be at issue
	Paper          string      `json:"paper" yaml:"paper"`                       // A4 or Letter
	Window         string      `json:"window,omitempty" yaml:"window"`           // din5008b, us10, ukdl
	Logo           string      `json:"logo,omitempty" yaml:"logo"`               // file in templates/brand
	LogoAlt        string      `json:"logo_alt,omitempty" yaml:"logo_alt"`
	Signatories    []Signatory `json:"signatories" yaml:"signatories"`       // the first signs where the record names none
	ReadBack       bool        `json:"read_back,omitempty" yaml:"read_back"` // who made the promise reads the letter against it before issue
	Example        bool        `json:"example,omitempty" yaml:"example"`     // an example that a real installation replaces
}

// Signatory is a person who may sign for the entity.
type Signatory struct {
	ID    string `json:"id" yaml:"id"`       // the name by which records ask for this person
	Name  string `json:"name" yaml:"name"`   // as printed below the line to sign
	Title string `json:"title" yaml:"title"` // the post, as printed below the name
}

// Location is the entity's time zone.
func (e Entity) Location() (*time.Location, error) { return time.LoadLocation(e.Zone) }

// Signatory finds a signatory by id.
func (e Entity) Signatory(id string) (Signatory, bool) {
	for _, s := range e.Signatories {
		if s.ID == id {
			return s, true
		}
	}
	return Signatory{}, false
}
