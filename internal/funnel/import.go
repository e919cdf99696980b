package funnel

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"verbatim/internal/cal"
	"verbatim/internal/event"
	"verbatim/internal/fault"
)

// History is one offer of another system: the moments that it knew, and how it ended. A moment that it did not know is nil.
type History struct {
	Line     int        `json:"-"` // of the file
	ID       string     `json:"-"` // the other system's id, empty where the file gives none
	Groups   Groups     `json:"-"` // manager and recruiter as the file names them
	Place    string     `json:"-"`
	Entity   string     `json:"-"`
	Opened   *time.Time `json:"opened,omitempty"`
	Verbal   *time.Time `json:"verbal,omitempty"`
	Issued   *time.Time `json:"issued,omitempty"`
	Answered *time.Time `json:"answered,omitempty"`
	Outcome  Outcome    `json:"outcome"`
	Reason   string     `json:"reason_code,omitempty"`
}

// HistoryColumns are the columns of a history file, in any order; those before id are required.
func HistoryColumns() []string {
	return []string{"opened", "verbal", "issued", "answered", "outcome", "reason", "department", "level", "manager", "id", "recruiter", "place", "entity", "job_family"}
}

const (
	requiredColumns = 9
	mostHistory     = 200_000 // lines of one file
)

// outcomes of a history: what is still open is no history.
var endings = []Outcome{Accepted, Declined, Expired, Rescinded, Cancelled}

// ReadHistory reads a CSV file of offers that ended in another system. Every fault of it comes at once; a fault's pointer
// names line and column, as /12/issued.
func ReadHistory(r io.Reader) ([]History, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = -1
	header, err := lines.Read()
	if err != nil {
		return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "the file is no CSV with a line of column names: %s", strings.Join(HistoryColumns(), ", "))
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // as spreadsheets write it
	faults := headerFaults(header)
	if len(faults) > 0 {
		return nil, fault.All(fault.CodeInvalidRecord, "the columns are at fault", faults)
	}
	var out []History
	for {
		cells, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return out, fault.All(fault.CodeInvalidRecord, "the history is at fault: nothing was taken", faults)
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			return nil, fault.New(fault.Unreadable, fault.CodeUnreadable, "line %d is no CSV", broken.Line)
		}
		if err != nil {
			return nil, err
		}
		line, _ := lines.FieldPos(0)
		if len(out) == mostHistory {
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "a history has at most %d lines: send it in parts", mostHistory)
		}
		h, wrong := historyOf(line, header, cells)
		faults = append(faults, wrong...)
		out = append(out, h)
	}
}

func headerFaults(header []string) []fault.Fault {
	var faults []fault.Fault
	add := func(code fault.Code, name, message string) {
		faults = append(faults, fault.Fault{Code: code, Pointer: fault.Pointer("/1").Child(name), Message: message})
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
		switch {
		case !slices.Contains(HistoryColumns(), header[i]):
			add(fault.CodeUnknownField, header[i], "no column has this name: there are "+strings.Join(HistoryColumns(), ", "))
		case slices.Contains(header[:i], header[i]):
			add(fault.CodeDuplicateKey, header[i], "the column stands twice")
		}
	}
	for _, name := range HistoryColumns()[:requiredColumns] {
		if !slices.Contains(header, name) {
			add(fault.CodeRequired, name, "the column is missing; its cells may be empty")
		}
	}
	return faults
}

// row is one line with its faults.
type row struct {
	line   int
	faults []fault.Fault
}

func (r *row) add(code fault.Code, column, message string) {
	at := fault.Pointer(fmt.Sprintf("/%d", r.line)).Child(column)
	r.faults = append(r.faults, fault.Fault{Code: code, Pointer: at, Message: message})
}

func historyOf(line int, header, cells []string) (History, []fault.Fault) {
	h := History{Line: line}
	r := &row{line: line}
	if len(cells) != len(header) {
		r.add(fault.CodeFormat, "", fmt.Sprintf("the line has %d cells, the first one names %d columns", len(cells), len(header)))
		return h, r.faults
	}
	texts := map[string]*string{
		"reason": &h.Reason, "department": &h.Groups.Department, "level": &h.Groups.Level, "manager": &h.Groups.HiringManager, "id": &h.ID,
		"recruiter": &h.Groups.Recruiter, "place": &h.Place, "entity": &h.Entity, "job_family": &h.Groups.JobFamily, "outcome": (*string)(&h.Outcome),
	}
	times := map[string]**time.Time{"opened": &h.Opened, "verbal": &h.Verbal, "issued": &h.Issued, "answered": &h.Answered}
	for i, name := range header {
		cell := strings.TrimSpace(cells[i])
		if target := texts[name]; target != nil {
			if len(cell) > maxCell {
				r.add(fault.CodeTooLong, name, fmt.Sprintf("at most %d bytes", maxCell))
				continue
			}
			*target = cell
		} else if cell != "" {
			*times[name] = r.when(name, cell)
		}
	}
	r.judge(h)
	return h, r.faults
}

// maxCell is how long a text of a history may be.
const maxCell = 200

// when reads a day, taken as its noon in UTC so that it is the same day in most zones, or an instant.
func (r *row) when(column, cell string) *time.Time {
	if d, err := cal.ParseDate(cell); err == nil {
		at := d.In(time.UTC, 12, 0)
		return &at
	}
	at, err := time.Parse(time.RFC3339, cell)
	if err != nil {
		r.add(fault.CodeBadDate, column, "write a day as 2026-01-31, or an instant as 2026-01-31T15:30:00-08:00")
		return nil
	}
	at = at.UTC()
	return &at
}

func (r *row) judge(h History) {
	if !slices.Contains(endings, h.Outcome) {
		r.add(fault.CodeNotAllowed, "outcome", "one of accepted, declined, expired, rescinded, cancelled: an offer that is still open is no history")
	}
	if h.Answered == nil {
		r.add(fault.CodeRequired, "answered", "when the offer ended")
	}
	switch {
	case h.Outcome == Declined && h.Reason != "" && !event.DeclineReason(h.Reason).Valid():
		r.add(fault.CodeNotAllowed, "reason", "one of "+strings.Join(event.DeclineReason("").Enum(), ", ")+"; empty when it is not known")
	case h.Outcome == Accepted && h.Issued == nil:
		r.add(fault.CodeRequired, "issued", "an accepted offer had a letter")
	}
	last, name := time.Time{}, ""
	for _, x := range []struct {
		name string
		at   *time.Time
	}{{"opened", h.Opened}, {"verbal", h.Verbal}, {"issued", h.Issued}, {"answered", h.Answered}} {
		if x.at == nil {
			continue
		}
		if x.at.Before(last) {
			r.add(fault.CodeOutOfRange, x.name, "it is earlier than "+name)
		}
		last, name = *x.at, x.name
	}
}

// history takes an offer of another system into its case. What was claimed is all that is known: nobody recorded it then.
func (c *Case) history(f facts) {
	c.Entity, c.Place, c.Groups, c.Mark, c.Imported = f.Entity, f.Place, f.Groups, f.Mark, true
	h := f.Imported
	if h == nil {
		return
	}
	at := func(t *time.Time) Moment {
		if t == nil {
			return Moment{}
		}
		return Moment{Claimed: *t, Recorded: *t}
	}
	c.Opened, c.Verbal, c.Written, c.Answered = at(h.Opened).Claimed, at(h.Verbal), at(h.Issued), at(h.Answered)
	c.Outcome = h.Outcome
	switch h.Outcome {
	case Declined:
		c.reason(facts{Reason: h.Reason})
	case Rescinded:
		c.Withdrawn, c.Withdrawal, c.WithdrawnReason = c.Answered, BeforeAnswer, h.Reason
	case Cancelled:
		if c.Verbal.Known() {
			c.Withdrawn, c.Withdrawal, c.WithdrawnReason = c.Answered, VerbalWithdrawn, h.Reason
		}
	}
	if c.Written.Known() {
		c.Issues = 1
	}
}
