package policy

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/internal/cal"
	"verbatim/internal/fault"
	"verbatim/internal/money"
	"verbatim/internal/place"
)

// bandColumn is one column of a CSV file of bands. read sets the field and says in words what a cell may hold when it
// cannot; it is not called for an empty cell.
type bandColumn struct {
	name     string
	required bool
	code     fault.Code // of a cell that cannot be read
	read     func(b *Band, cell string) (allowed string)
}

// bandColumns are in the order in which the guide lists them; a file may have them in any order and leave out those that
// are not required.
var bandColumns = []bandColumn{
	{"level", true, fault.CodeBadText, textColumn(40, func(b *Band) *string { return &b.Level })},
	{"place", true, fault.CodeBadPlace, func(b *Band, s string) string {
		code, err := place.Parse(s)
		b.Place = code
		return whenBad(err, "a place such as US-CA or GB")
	}},
	{"job_family", false, fault.CodeBadText, textColumn(100, func(b *Band) *string { return &b.JobFamily })},
	{"entity", false, fault.CodeBadText, textColumn(40, func(b *Band) *string { return &b.Entity })},
	{"minimum", true, fault.CodeBadAmount, sumColumn(func(b *Band) *money.Decimal { return &b.Minimum })},
	{"midpoint", true, fault.CodeBadAmount, sumColumn(func(b *Band) *money.Decimal { return &b.Midpoint })},
	{"maximum", true, fault.CodeBadAmount, sumColumn(func(b *Band) *money.Decimal { return &b.Maximum })},
	{"currency", true, fault.CodeBadCurrency, func(b *Band, s string) string {
		if b.Currency = money.Currency(s); !b.Currency.Known() {
			return "a currency such as USD"
		}
		return ""
	}},
	{"per", true, fault.CodeNotAllowed, func(b *Band, s string) string {
		if b.Per = money.Per(s); !slices.Contains(b.Per.Enum(), s) {
			return "one of " + strings.Join(b.Per.Enum(), ", ")
		}
		return ""
	}},
	{"bonus_limit", false, fault.CodeBadAmount, func(b *Band, s string) string {
		limit, err := money.ParseDecimal(s)
		b.BonusLimit = &limit
		return whenBad(err, "a percentage such as 20, without the sign")
	}},
	{"effective_from", true, fault.CodeBadDate, func(b *Band, s string) string {
		day, err := cal.ParseDate(s)
		b.From = day
		return whenBad(err, dayForm)
	}},
	{"effective_until", false, fault.CodeBadDate, func(b *Band, s string) string {
		day, err := cal.ParseDate(s)
		b.Until = &day
		return whenBad(err, dayForm)
	}},
	{"source", false, fault.CodeBadText, textColumn(200, func(b *Band) *string { return &b.Source })},
}

const dayForm = "a day such as 2026-01-31"

func whenBad(err error, allowed string) string {
	if err == nil {
		return ""
	}
	return allowed
}

func textColumn(most int, field func(*Band) *string) func(*Band, string) string {
	return func(b *Band, s string) string {
		if !utf8.ValidString(s) || utf8.RuneCountInString(s) > most || strings.ContainsRune(s, 0) {
			return fmt.Sprintf("UTF-8 text of at most %d characters", most)
		}
		*field(b) = s
		return ""
	}
}

func sumColumn(field func(*Band) *money.Decimal) func(*Band, string) string {
	return func(b *Band, s string) (allowed string) {
		d, err := money.ParseDecimal(s)
		*field(b) = d
		return whenBad(err, "an amount such as 160000 or 160000.50, without blanks, commas and the currency")
	}
}

// ReadBands reads bands from CSV in UTF-8: a header that names the columns, then a band on each line. The error is of kind
// Invalid and holds every fault of the file, each with its line; or of kind Unreadable where it is no CSV.
func ReadBands(file []byte) ([]Band, error) {
	file = bytes.TrimPrefix(file, []byte("\ufeff")) // spreadsheets write a byte order mark
	r := csv.NewReader(bytes.NewReader(file))
	first, _, _ := bytes.Cut(file, []byte("\n"))
	if bytes.ContainsRune(first, ';') && !bytes.ContainsRune(first, ',') { // where the comma divides decimals
		r.Comma = ';'
	}
	r.FieldsPerRecord = -1 // judged below, with all other faults
	header, err := r.Read()
	if err != nil {
		return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the file is no CSV: its first line names the columns %s", columnNames())
	}
	columns, faults := bandHeader(header)
	if len(faults) > 0 {
		return nil, bandFaults(faults)
	}
	var out []Band
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the file is no CSV: %s", err)
		}
		line, _ := r.FieldPos(0)
		b, found := bandRow(columns, cells, line, len(out))
		out, faults = append(out, b), append(faults, found...)
	}
	if len(out) == 0 && len(faults) == 0 {
		faults = append(faults, fault.Fault{Code: fault.CodeRequired, Message: "the file holds no band below its header"})
	}
	return out, bandFaults(faults)
}

// bandFaults keeps the order of lines.
func bandFaults(faults []fault.Fault) error {
	if len(faults) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Invalid, Code: fault.CodeInvalidRequest, Message: "the file of bands is at fault", Faults: faults}
}

func columnNames() string {
	names := make([]string, len(bandColumns))
	for i, c := range bandColumns {
		names[i] = c.name
	}
	return strings.Join(names, ", ")
}

// bandHeader finds the column of each cell.
func bandHeader(header []string) (columns []bandColumn, faults []fault.Fault) {
	add := func(code fault.Code, format string, args ...any) {
		faults = append(faults, fault.Fault{Code: code, Message: "line 1: " + fmt.Sprintf(format, args...)})
	}
	seen := map[string]bool{}
	for _, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		i := slices.IndexFunc(bandColumns, func(c bandColumn) bool { return c.name == name })
		switch {
		case i < 0:
			add(fault.CodeUnknownField, "no column is called %.40q; the columns are %s", name, columnNames())
			continue
		case seen[name]:
			add(fault.CodeDuplicateKey, "the column %s is there twice", name)
		}
		seen[name] = true
		columns = append(columns, bandColumns[i])
	}
	for _, c := range bandColumns {
		if c.required && !seen[c.name] {
			add(fault.CodeRequired, "the column %s is missing", c.name)
		}
	}
	return columns, faults
}

// bandRow reads one line; index is the band's place among those of the file.
func bandRow(columns []bandColumn, cells []string, line, index int) (b Band, faults []fault.Fault) {
	at := fault.Pointer("/bands").Child(strconv.Itoa(index))
	prefix := fmt.Sprintf("line %d: ", line)
	if len(cells) != len(columns) {
		message := fmt.Sprintf("%s%d cells where the header has %d columns", prefix, len(cells), len(columns))
		return b, []fault.Fault{{Code: fault.CodeWrongType, Pointer: at, Message: message}}
	}
	for i, c := range columns {
		switch cell := strings.TrimSpace(cells[i]); {
		case cell != "":
			if allowed := c.read(&b, cell); allowed != "" {
				faults = append(faults, fault.Fault{Code: c.code, Pointer: at.Child(c.name), Message: prefix + c.name + " must be " + allowed})
			}
		case c.required:
			faults = append(faults, fault.Fault{Code: fault.CodeRequired, Pointer: at.Child(c.name), Message: prefix + c.name + " is missing"})
		}
	}
	if len(faults) > 0 {
		return b, faults
	}
	for _, f := range b.Faults(at) {
		f.Message = prefix + f.Message
		faults = append(faults, f)
	}
	return b, faults
}
