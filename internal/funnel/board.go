package funnel

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Sentence says one thing of the figures. Offers are the rows that it rests on where it speaks of some offers only.
type Sentence struct {
	Text    string   `json:"text"`
	Figures []string `json:"figures"`
	Offers  []string `json:"offers,omitempty"`
}

// board puts the figures into sentences for whoever reads one page: what stands out, how sure that is, what those offers
// share, and where the days go. Nothing in it is a guess about causes.
func (r Report) board(w window) []Sentence {
	var out []Sentence
	if f := r.Figure("acceptance_rate"); f.Value.Value != nil {
		out = append(out, Sentence{Text: fmt.Sprintf("%s of %s offers were accepted (%s).", count(f.Numerator), count(f.Denominator), interval(f.Value)), Figures: []string{f.ID}})
	}
	out = append(out, r.segments(w.now)...)
	if f := r.Figure("verbal_to_written"); f.Value.Value != nil {
		text := fmt.Sprintf("Median days from the verbal offer to the letter: %s.", *f.Value.Value)
		if a := r.Figure("approval_time"); a.Value.Value != nil {
			text = fmt.Sprintf("Median days from the verbal offer to the letter: %s; where an approval was needed, %s waited for it%s.", *f.Value.Value, *a.Value.Value, sideBySide(a))
		}
		out = append(out, Sentence{Text: text, Figures: []string{f.ID, "approval_time"}})
	}
	return out
}

// sideBySide says what asking every approver at once would have saved; empty where that is nothing.
func sideBySide(approvals Figure) string {
	for _, l := range approvals.Lines {
		if l.ID == "in_parallel" && l.Value.Value != nil && *l.Value.Value != *approvals.Value.Value {
			return fmt.Sprintf("; with every approver asked at once it would have been %s", *l.Value.Value)
		}
	}
	return ""
}

// segments tells of the first segment that stands out, or that none does.
func (r Report) segments(now time.Time) []Sentence {
	if len(r.Declines) == 0 {
		return nil
	}
	s := r.Declines[0]
	for _, x := range r.Declines {
		if x.StandsOut {
			s = x
			break
		}
	}
	ids := []string{"acceptance_from_verbal", "decline_analysis"}
	if !s.StandsOut {
		return []Sentence{{Text: fmt.Sprintf("No group declines clearly more often than the others (%d groups compared).", s.Compared), Figures: ids}}
	}
	out := []Sentence{
		{Text: fmt.Sprintf("%s: %s of %s accepted (%s). All others: %s of %s (%s).", strings.Join(s.Key, ", "), count(s.Accepted.Numerator), count(s.Accepted.Denominator),
			interval(s.Accepted), count(s.RestAccepted.Numerator), count(s.RestAccepted.Denominator), interval(s.RestAccepted)), Figures: ids},
		{Text: fmt.Sprintf("A gap this large in declines comes by chance %s (Fisher's exact test, p %s; %d groups compared, corrected %s).",
			often(s.p), short(string(s.P)), s.Compared, short(string(s.Corrected))), Figures: ids},
	}
	if len(s.Reasons) > 0 {
		first := s.Reasons[0]
		out = append(out, Sentence{
			Text:    fmt.Sprintf("Of the %s who declined, %s named: %s.", count(s.Declined.Numerator), count(first.Numerator), strings.ToLower(first.Title)),
			Figures: []string{"decline_rate"}, Offers: s.Offers,
		})
	}
	if s.BelowMidpoint.Denominator > 0 && s.BelowMidpoint.Numerator > 0 {
		text := fmt.Sprintf("%s of these %s were offered less than the midpoint of their band", count(s.BelowMidpoint.Numerator), count(s.BelowMidpoint.Denominator))
		if from, err := time.Parse("2006-01-02", s.BandFrom); err == nil {
			text += fmt.Sprintf("; that band was last set %s ago", months(now.Sub(from)))
		}
		out = append(out, Sentence{Text: text + ".", Figures: []string{"decline_analysis"}, Offers: s.Offers})
	}
	return out
}

// interval is a rate in percent with its interval: "68 %; 48 to 83".
func interval(v Value) string {
	if v.Value == nil {
		return "too few for a rate"
	}
	return percent(*v.Value) + " %; " + percent(*v.Low) + " to " + percent(*v.High)
}

func percent(d Decimal) string {
	x, _ := strconv.ParseFloat(string(d), 64)
	return strconv.Itoa(int(math.Round(100 * x)))
}

// count writes a whole number with thousands apart.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// often says a probability as a frequency.
func often(p float64) string {
	switch {
	case p < 0.0005:
		return "less than once in 1,000 times"
	case p < 0.01:
		return fmt.Sprintf("about %d times in 1,000", int(math.Round(p*1000)))
	}
	return fmt.Sprintf("about %d times in 100", int(math.Round(p*100)))
}

// short cuts a p to four decimals; a smaller one says so.
func short(p string) string {
	x, _ := strconv.ParseFloat(p, 64)
	if x < 0.0001 {
		return "under 0.0001"
	}
	return "= " + strconv.FormatFloat(x, 'f', 4, 64)
}

func months(d time.Duration) string {
	n := int(d.Hours() / 24 / 30.4375)
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}
