package funnel

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestWilson holds the interval against published values (Newcombe 1998, table I, method 3).
func TestWilson(t *testing.T) {
	for _, row := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{17, 25, 0.4841, 0.8279},
	} {
		low, high := wilson(row.k, row.n)
		if math.Abs(low-row.low) > 5e-5 || math.Abs(high-row.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", row.k, row.n, low, high, row.low, row.high)
		}
	}
}

// TestFisher holds the exact test against tables whose p is known: Fisher's tea, and others from R's fisher.test.
func TestFisher(t *testing.T) {
	for _, row := range []struct {
		a, b, c, d int
		want       float64
	}{
		{3, 1, 1, 3, 0.4857},
		{1, 9, 11, 3, 0.002759},
		{8, 17, 18, 182, 0.0031},
		{0, 10, 0, 10, 1},
		{10, 0, 0, 10, 1.0825e-05},
	} {
		if got := fisher(row.a, row.b, row.c, row.d); math.Abs(got-row.want) > 5e-5 {
			t.Errorf("fisher(%d, %d, %d, %d) = %.6f, want %.6f", row.a, row.b, row.c, row.d, got, row.want)
		}
	}
}

// TestFisherAgainstEnumeration adds up the hypergeometric probabilities as exact fractions.
func TestFisherAgainstEnumeration(t *testing.T) {
	binomial := func(n, k int) float64 {
		if k < 0 || k > n {
			return 0
		}
		r := 1.0
		for i := range k {
			r = r * float64(n-i) / float64(i+1)
		}
		return math.Round(r)
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := func(name string) int { return rapid.IntRange(0, 8).Draw(rt, name) }
		a, b, c, d := n("a"), n("b"), n("c"), n("d")
		of := func(x int) float64 { return binomial(a+c, x) * binomial(b+d, a+b-x) }
		want, total := 0.0, binomial(a+b+c+d, a+b)
		for x := 0; x <= a+b; x++ {
			if of(x) <= of(a) {
				want += of(x)
			}
		}
		if got := fisher(a, b, c, d); math.Abs(got-want/total) > 1e-9 {
			rt.Fatalf("fisher(%d, %d, %d, %d) = %v, want %v", a, b, c, d, got, want/total)
		}
	})
}

func TestHolm(t *testing.T) {
	got := holm([]float64{0.04, 0.01, 0.03, 0.5})
	for i, want := range []float64{0.09, 0.04, 0.09, 0.5} {
		if math.Abs(got[i]-want) > 1e-12 {
			t.Fatalf("%v", got)
		}
	}
}

func TestQuantile(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	for q, want := range map[float64]float64{0: 1, 0.5: 2.5, 0.75: 3.25, 1: 4} {
		if got := quantile(x, q); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile %v: %v, want %v", q, got, want)
		}
	}
}

// TestStoppedTime: stopped spans are merged, cut to what is measured, and end by themselves after 14 days.
func TestStoppedTime(t *testing.T) {
	at := func(d int) time.Time { return time.Date(2026, 3, 1+d, 0, 0, 0, 0, time.UTC) }
	rows := map[string]struct {
		stops []Span
		want  float64
	}{
		"none":             {nil, 10},
		"inside":           {[]Span{{at(12), at(14)}}, 8},
		"overlapping":      {[]Span{{at(12), at(15)}, {at(13), at(16)}}, 6},
		"before and into":  {[]Span{{at(0), at(12)}}, 8},
		"after":            {[]Span{{at(25), at(26)}}, 10},
		"never resumed":    {[]Span{{at(18), time.Time{}}}, 8},
		"longest 14 days":  {[]Span{{at(-10), time.Time{}}}, 10},
		"stopped all over": {[]Span{{at(9), at(21)}}, 0},
	}
	for name, row := range rows {
		c := &Case{}
		for _, s := range row.stops {
			c.Stops = append(c.Stops, Stop{Span: s, Confirmed: true}, Stop{Span: Span{From: at(10), To: at(20)}})
		}
		net, gross := c.between(at(10), at(20), window{now: at(40)})
		if days(net) != row.want || days(gross) != 10 {
			t.Errorf("%s: net %v, gross %v, want net %v", name, days(net), days(gross), row.want)
		}
	}
}

// TestPlace: the value at a place is that of the sorted values, with none larger before it and none smaller after it.
func TestPlace(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		x := make([]float64, 1+r.IntN(40))
		for i := range x {
			x[i] = float64(r.IntN(1 + r.IntN(60))) // with ties
		}
		sorted := slices.Sorted(slices.Values(x))
		k := r.IntN(len(x))
		place(x, k)
		if x[k] != sorted[k] || slices.Max(x[:k+1]) > x[k] || slices.Min(x[k:]) < x[k] {
			t.Fatalf("at %d of %v stands %v", k, sorted, x)
		}
	}
	if median, p75, p90 := quantiles([]float64{9, 1, 5, 3, 7}); *median != "5.0" || *p75 != "7.0" || *p90 != "8.2" {
		t.Errorf("quantiles %s %s %s", *median, *p75, *p90)
	}
}
