package funnel

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/internal/fault"
)

// Supplied are attributes that whoever asks knows of offers, such as from a voluntary survey: by attribute, then by offer,
// which is named by its id or by the application that it came from. They live as long as one question and are kept nowhere.
type Supplied map[string]map[string]string

// SuppliedColumns are the columns of a file of attributes.
func SuppliedColumns() []string { return []string{"offer", "attribute", "value"} }

const (
	mostAttributes = 10
	mostValue      = 60 // bytes
)

var attributeName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ReadSupplied reads a CSV file of attributes. Every fault of it comes at once; a fault's pointer names line and column, as
// /12/value. No fault repeats a value.
func ReadSupplied(raw []byte) (Supplied, error) {
	lines := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))) // as spreadsheets write it
	header, err := lines.Read()
	if err != nil || !slices.Equal(header, SuppliedColumns()) {
		return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the first line of the CSV file names its columns: %s", strings.Join(SuppliedColumns(), ","))
	}
	out := Supplied{}
	var faults []fault.Fault
	for {
		cells, err := lines.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			if len(out) == 0 && len(faults) == 0 {
				return nil, fault.New(fault.Invalid, fault.CodeRequired, "the file has no line below its column names")
			}
			return out, fault.All(fault.CodeInvalidRequest, "the attributes are at fault", faults)
		case errors.As(err, &broken):
			return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "line %d is no CSV of %d columns", broken.Line, len(header))
		case err != nil:
			return nil, err
		}
		line, _ := lines.FieldPos(0)
		r := &row{line: line}
		out.take(r, strings.TrimSpace(cells[0]), strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]))
		faults = append(faults, r.faults...)
	}
}

// take adds one line, or says what is wrong with it.
func (s Supplied) take(r *row, offer, attribute, value string) {
	switch {
	case offer == "" || len(offer) > maxCell:
		r.add(fault.CodeRequired, "offer", fmt.Sprintf("an offer's id, or the application that it came from, in at most %d bytes", maxCell))
	case !attributeName.MatchString(attribute):
		r.add(fault.CodePattern, "attribute", "small letters, digits and _, beginning with a letter, at most 40")
	case len(s) == mostAttributes && s[attribute] == nil:
		r.add(fault.CodeTooMany, "attribute", fmt.Sprintf("at most %d attributes", mostAttributes))
	case value == "" || len(value) > mostValue:
		r.add(fault.CodeRequired, "value", fmt.Sprintf("a value in at most %d bytes: leave the line out where it is not known", mostValue))
	case s[attribute][offer] != "":
		r.add(fault.CodeDuplicateID, "offer", "the offer has a value of this attribute already")
	default:
		if s[attribute] == nil {
			s[attribute] = map[string]string{}
		}
		s[attribute][offer] = value
	}
}

// breakdowns are one for each attribute, in the order of their names.
func (s Supplied) breakdowns() (out []breakdown) {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		of := s[name]
		out = append(out, breakdown{Dimension(name), func(c *Case) string {
			if v := of[c.Offer]; v != "" || c.Application == "" {
				return v
			}
			return of[c.Application]
		}})
	}
	return out
}

// EquityBy reviews pay as MeasureEquity does, by attributes that are supplied with the question in the place of level,
// department and place. Offers without a value stand under the empty key. Confidential offers are left out: who makes the
// groups could draw one around an offer that they may not see.
func EquityBy(cases []*Case, entities []string, now time.Time, s Supplied) Equity {
	open := slices.DeleteFunc(slices.Clone(cases), func(c *Case) bool { return c.Confidential })
	out := measureEquity(open, entities, now, s.breakdowns())
	out.Formula += suppliedFormula
	return out
}

const suppliedFormula = " Broken down by the attributes that came with the question, which are kept nowhere; offers that have no value of one stand under the empty key. Confidential offers do not count."
