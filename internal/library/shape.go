package library

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"verbatim/internal/approval"
	"verbatim/internal/clause"
	"verbatim/internal/clause/source"
	"verbatim/internal/letter"
	"verbatim/internal/policy"
	"verbatim/internal/review"
)

// Shapes are the forms of every kind of YAML file that a library holds.
func Shapes() []source.Shape {
	var days []string
	for d := time.Sunday; d <= time.Saturday; d++ {
		days = append(days, strings.ToLower(d.String()))
	}
	own := []source.Shape{
		letter.Shape(), approval.Shape(), review.Shape(),
		{
			Kind: "entity", Files: "entities/*/v*/entity.yaml", Type: reflect.TypeFor[entityFile](),
			About: "One version of an employing entity: its name, letterhead, time zone and who signs for it.",
			Words: map[string][]string{
				"entityFile.paper":     {string(letter.A4), string(letter.Letter)},
				"entityFile.read_back": {readBackNone, readBackRequired},
				"entityFile.window":    {string(letter.DIN5008B), string(letter.US10), string(letter.UKDL)},
			},
		},
		{
			Kind: "calendar", Files: "calendars/*/v*/calendar.yaml", Type: reflect.TypeFor[calendarFile](),
			About: "The holidays of one place, for counting business days.", Words: map[string][]string{"calendarFile.weekend": days},
		},
	}
	return slices.Concat(clause.Shapes(), own, policy.Shapes())
}
