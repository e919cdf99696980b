package clause

import (
	"strings"

	"verbatim/internal/money"
	"verbatim/internal/terms"
)

// vestingPhrases are the words of one language for a Vesting and a Strike. Beside the letters of phrases, {c} is a cliff
// and {p} a share.
type vestingPhrases struct {
	periodic    string // over {n}, in equal parts every {u}
	cliff       string // nothing vests before {c}
	atCliff     string // {p} vests at the end of {c}
	tranche     string // {v} at {x}
	tranches    string // the tranches {o}
	performance map[string]string
	from        string
	until       string
	between     string
	metrics     string
	weight      string
	bounds      [3]string // least, most, most in a year
	goals       string    // the document {o} that holds the goals
	events      map[terms.VestingEvent]string
	named       string
	within      string
	immediate   string
	all         string // all of {o}
	any         string // any of {o}
	both        string // between the parts of all
	either      string // between the parts of any
	same        string

	marketValue string
	closing     string
	each        string
	greater     string
}

var englishVesting = vestingPhrases{
	periodic:    "over {n}, in equal parts every {u}",
	cliff:       "; nothing vests in the first {c}, and what that time brings vests at its end",
	atCliff:     "; nothing vests in the first {c}, and {p} of the whole vests at its end",
	tranche:     "{v} {x}",
	tranches:    "in these parts: {o}",
	performance: map[string]string{"set": "as far as goals are reached", "to_be_set": "as far as goals are reached that are still to be set"},
	from:        ", measured from {x}",
	until:       ", measured until {x}",
	between:     ", measured from {a} to {b}",
	metrics:     "; the goals are {o}",
	weight:      "{o} ({p} of the whole)",
	bounds:      [3]string{"at least {p} of the whole", "at most {p} of the whole", "at most {p} of the whole in one year"},
	goals:       "; the goals stand in {o}",
	events: map[terms.VestingEvent]string{
		"change_of_control": "on a change of control", "public_listing": "when the shares are listed on a stock exchange",
		"liquidity": "on a sale or listing of the company", "transaction_closing": "when the transaction closes",
	},
	named:       "on the day on which {e}",
	within:      ", if that is within {n}",
	immediate:   "at once",
	all:         "only where all of these come together: {o}",
	any:         "as soon as one of these comes about: {o}",
	both:        "; and ",
	either:      "; or ",
	same:        "in the same way as {o}",
	marketValue: "the fair market value of a share {x}",
	closing:     "the closing price of a share {x}",
	each:        "{v} for each share",
	greater:     "the greater of {v} and {o}",
}

// vesting words a Vesting whole.
func (w *wordings) vesting(v terms.Vesting) (string, error) {
	p := w.phrases.vesting
	switch v.Type {
	case terms.VestPeriodic:
		return w.periodic(v)
	case terms.VestDated:
		return w.tranches(v.Tranches)
	case terms.VestPerformance:
		return w.performance(v)
	case terms.VestOnEvent:
		return w.vestingEvent(v)
	case terms.VestAllOf, terms.VestAnyOf:
		if v.Type == terms.VestAnyOf {
			return w.vestingParts(p.any, p.either, v.Parts)
		}
		return w.vestingParts(p.all, p.both, v.Parts)
	case terms.VestImmediate:
		return p.immediate, nil
	case terms.VestSameAs:
		if v.Term == nil {
			return "", errIncomplete
		}
		name, err := w.reference(*v.Term)
		return fill(p.same, "o", name), err
	}
	return "", errIncomplete
}

func (w *wordings) periodic(v terms.Vesting) (string, error) {
	p := w.phrases.vesting
	if v.Over == nil || v.Every == nil || v.AtCliff != nil && v.Cliff == nil {
		return "", errIncomplete
	}
	out := fill(p.periodic, "n", w.locale.Length(*v.Over), "u", w.length(*v.Every, "every"))
	switch {
	case v.AtCliff != nil:
		out += fill(p.atCliff, "c", w.locale.Length(*v.Cliff), "p", w.locale.Percent(*v.AtCliff))
	case v.Cliff != nil:
		out += fill(p.cliff, "c", w.locale.Length(*v.Cliff))
	}
	return out, nil
}

func (w *wordings) tranches(tranches []terms.Tranche) (string, error) {
	parts := make([]string, len(tranches))
	for i, t := range tranches {
		size, err := w.size(t.Size)
		if err != nil {
			return "", err
		}
		when, err := w.when(t.On, "on")
		if err != nil {
			return "", err
		}
		parts[i] = fill(w.phrases.vesting.tranche, "v", size, "x", when)
	}
	if len(parts) == 0 {
		return "", errIncomplete
	}
	return fill(w.phrases.vesting.tranches, "o", w.locale.List(parts)), nil
}

func (w *wordings) performance(v terms.Vesting) (string, error) {
	p := w.phrases.vesting
	if v.Criteria == nil || p.performance[*v.Criteria] == "" {
		return "", errIncomplete
	}
	out := p.performance[*v.Criteria]
	switch {
	case v.From != nil && v.Until != nil:
		out += fill(p.between, "a", w.locale.Date(*v.From), "b", w.locale.Date(*v.Until))
	case v.From != nil:
		out += fill(p.from, "x", w.locale.Date(*v.From))
	case v.Until != nil:
		out += fill(p.until, "x", w.locale.Date(*v.Until))
	}
	if len(v.Metrics) > 0 {
		out += fill(p.metrics, "o", w.locale.List(w.metrics(v.Metrics)))
	}
	for i, share := range []*money.Share{v.Minimum, v.Maximum, v.MaximumPerYear} {
		if share != nil {
			out += "; " + fill(p.bounds[i], "p", w.locale.Percent(*share))
		}
	}
	if v.Document != nil {
		name, err := w.document(string(*v.Document))
		if err != nil {
			return "", err
		}
		out += fill(p.goals, "o", name)
	}
	return out, nil
}

func (w *wordings) metrics(metrics []terms.Metric) []string {
	out := make([]string, len(metrics))
	for i, m := range metrics {
		out[i] = m.Text
		if m.Weight != nil {
			out[i] = fill(w.phrases.vesting.weight, "o", m.Text, "p", w.locale.Percent(*m.Weight))
		}
	}
	return out
}

func (w *wordings) vestingEvent(v terms.Vesting) (string, error) {
	p := w.phrases.vesting
	if v.Event == nil {
		return "", errIncomplete
	}
	out, known := p.events[*v.Event]
	switch {
	case v.Name != nil && known:
		out += " (" + *v.Name + ")"
	case v.Name != nil:
		out = fill(p.named, "e", *v.Name)
	case !known:
		return "", errIncomplete
	}
	if v.Within != nil {
		out += fill(p.within, "n", w.locale.Length(*v.Within))
	}
	return out, nil
}

// vestingParts words parts with a letter each: their own words hold commas and semicolons.
func (w *wordings) vestingParts(frame, link string, parts []terms.VestingPart) (string, error) {
	words := make([]string, len(parts))
	for i, part := range parts {
		one, err := w.vesting(part.Vesting)
		if err != nil {
			return "", err
		}
		words[i] = "(" + string(rune('a'+i)) + ")\u00a0" + one
	}
	if len(words) == 0 {
		return "", errIncomplete
	}
	return fill(frame, "o", strings.Join(words, link)), nil
}

// strike words the price of an option whole.
func (w *wordings) strike(v terms.Strike) (string, error) {
	p := w.phrases.vesting
	sum, value := "", ""
	if v.Amount != nil && v.Currency != nil {
		sum = fill(p.each, "v", w.locale.Money(money.Money{Amount: *v.Amount, Currency: *v.Currency}))
	}
	if v.On != nil {
		when, err := w.when(*v.On, "on")
		if err != nil {
			return "", err
		}
		frame := p.marketValue
		if v.Type == terms.StrikeCloseOn {
			frame = p.closing
		}
		value = fill(frame, "x", when)
	}
	switch {
	case v.Type == terms.StrikeFixed && sum != "":
		return sum, nil
	case v.Type == terms.StrikeGreaterOf && sum != "" && value != "":
		return fill(p.greater, "v", sum, "o", value), nil
	case value != "" && (v.Type == terms.StrikeFairMarketValue || v.Type == terms.StrikeCloseOn):
		return value, nil
	}
	return "", errIncomplete
}
