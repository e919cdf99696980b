package funnel

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"verbatim/internal/fault"
)

// numbered gives cases ids and applications of their own.
func numbered(cases []*Case) []*Case {
	for i, c := range cases {
		c.Offer, c.Application = fmt.Sprint("offer-", i), fmt.Sprint("app-", i)
	}
	return cases
}

// group makes a file of one attribute: the first n cases have the value a, the next m the value b.
func group(t *testing.T, name string, n, m int) Supplied {
	t.Helper()
	text := "offer,attribute,value\n"
	for i := range n + m {
		id, value := fmt.Sprint("offer-", i), "a"
		if i%2 == 1 {
			id = fmt.Sprint("app-", i) // by the application, too
		}
		if i >= n {
			value = "b"
		}
		text += id + "," + name + "," + value + "\n"
	}
	s, err := ReadSupplied([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func linesOf(t *PayTable) (out []string) {
	for _, l := range t.Groups {
		name := l.Key
		if l.Others {
			name = "others"
		}
		out = append(out, fmt.Sprintf("%s=%s %d", l.By, name, l.Offers))
	}
	return out
}

// TestSuppliedGroupsHideTheFew: groups of the asker's making are held to the same limits as ours.
func TestSuppliedGroupsHideTheFew(t *testing.T) {
	for name, row := range map[string]struct {
		a, b int
		want string
	}{
		"two groups and the rest":     {10, 10, "[survey= 20 survey=a 10 survey=b 10]"},
		"one around a single offer":   {1, 30, "[survey=b 30 survey=others 10]"},
		"the rest would be the small": {20, 15, "[survey=a 20 survey=others 20]"},
		"all but a few":               {38, 0, "[]"},
		"nobody else":                 {40, 0, "[]"},
	} {
		e := EquityBy(numbered(banded(40, "L4", "low", thirdQuarter)), nil, nextQuarter, group(t, "survey", row.a, row.b))
		if got := fmt.Sprint(linesOf(e.Quarters[0].Offered)); got != row.want {
			t.Errorf("%s: %s, want %s", name, got, row.want)
		}
	}
}

// TestConfidentialOffersAreNoGroup: who makes the groups cannot draw one around an offer that they may not see.
func TestConfidentialOffersAreNoGroup(t *testing.T) {
	cases := numbered(banded(40, "L4", "low", thirdQuarter))
	for _, c := range cases[:10] {
		c.Confidential, c.Offered = true, "above"
	}
	q := EquityBy(cases, nil, nextQuarter, group(t, "survey", 10, 15)).Quarters[0]
	if q.Offered.All != (PayLine{Offers: 30, Low: 30}) || fmt.Sprint(linesOf(q.Offered)) != "[survey= 15 survey=b 15]" {
		t.Errorf("%+v %v", q.Offered.All, linesOf(q.Offered))
	}
	if len(cases) != 40 || !cases[0].Confidential {
		t.Error("the question changed what it was asked about")
	}
	if other := EquityBy(cases, []string{"acme-uk"}, nextQuarter, group(t, "survey", 10, 15)).Quarters[0]; other.Offered != nil {
		t.Errorf("another entity: %+v", other.Offered)
	}
}

// TestSuppliedNeverLeavesAFew: over random files, no line that is shown, nor what is left of the whole, is a small group.
func TestSuppliedNeverLeavesAFew(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		cases := numbered(banded(r.IntN(60), "L4", "low", thirdQuarter))
		of := map[string]string{}
		size := map[string]int{}
		for _, c := range cases {
			value := []string{"", "a", "b", "c", "d"}[r.IntN(5)]
			if value != "" {
				of[c.Offer] = value
			}
			size[value]++
		}
		offered := EquityBy(cases, nil, nextQuarter, Supplied{"survey": of}).Quarters[0].Offered
		if offered == nil {
			continue
		}
		left := len(cases)
		for _, l := range offered.Groups {
			if l.Others {
				continue
			}
			if left -= size[l.Key]; size[l.Key] < EquityGroup {
				t.Fatalf("%q is shown with %d offers", l.Key, size[l.Key])
			}
		}
		if len(offered.Groups) > 0 && left > 0 && left < EquityGroup {
			t.Fatalf("%d are left of %v: %v", left, size, linesOf(offered))
		}
	}
}

// TestSuppliedFaults: every fault of a file at once, by line and column, and no fault repeats a value.
func TestSuppliedFaults(t *testing.T) {
	const head = "offer,attribute,value\n"
	for name, row := range map[string]struct {
		text string
		code fault.Code
		at   string
	}{
		"no columns":      {"offer,value\n", fault.CodeUnreadable, ""},
		"nothing":         {"", fault.CodeUnreadable, ""},
		"no lines":        {head, fault.CodeRequired, ""},
		"a cell too many": {head + "1,a,b,c\n", fault.CodeUnreadable, ""},
		"all at once":     {head + ",a,b\n1,A b,x\n1,a,\n2,a,secret\n2,a,secret\n", fault.CodeInvalidRequest, "/2/offer /3/attribute /4/value /6/offer"},
		"eleven":          {head + "1,a1,x\n1,a2,x\n1,a3,x\n1,a4,x\n1,a5,x\n1,a6,x\n1,a7,x\n1,a8,x\n1,a9,x\n1,b1,x\n1,b2,x\n2,b1,x\n", fault.CodeInvalidRequest, "/12/attribute"},
	} {
		_, err := ReadSupplied([]byte(row.text))
		var e *fault.Error
		if !errors.As(err, &e) || e.Code != row.code {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var at []string
		for _, f := range e.Faults {
			at = append(at, string(f.Pointer))
		}
		if got := strings.Join(at, " "); got != row.at || strings.Contains(e.Error(), "secret") {
			t.Errorf("%s: %s", name, e)
		}
	}
	if s, err := ReadSupplied([]byte("\ufeff" + head + "1,a, x \n")); err != nil || s["a"]["1"] != "x" {
		t.Errorf("as a spreadsheet writes it: %v %v", s, err)
	}
}
