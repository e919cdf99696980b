package funnel

import (
	"math"
	"slices"
	"strconv"
)

// Decimal is a number as a decimal string, so that no reader rounds it on its own.
type Decimal string

// decimal rounds to a number of places.
func decimal(x float64, places int) *Decimal {
	d := Decimal(strconv.FormatFloat(x, 'f', places, 64))
	return &d
}

// Rates have six decimals; days one, since nobody acts on less than two hours of a process that takes days.
const (
	ratePlaces = 6
	dayPlaces  = 1
)

// wilson is the 95 % score interval of k of n (Wilson 1927), which keeps its coverage where n is small or the rate near 0
// or 1.
func wilson(k, n int) (low, high float64) {
	const z = 1.959963984540054
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return math.Max(0, middle-half), math.Min(1, middle+half)
}

// quantile is Hyndman and Fan's type 7 of sorted values: linear between order statistics, as percentile_cont in SQL. It looks
// at no other values than the two around q.
func quantile(sorted []float64, q float64) float64 {
	h := q * float64(len(sorted)-1)
	i := int(math.Floor(h))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// place brings the value to its place that would stand at k if x were sorted, with none larger before it and none smaller
// after it: Hoare's selection, which is enough for a quantile and cheaper than sorting.
func place(x []float64, k int) {
	for low, high := 0, len(x)-1; low < high; {
		pivot := max(min(x[low], x[high]), min(max(x[low], x[high]), x[low+(high-low)/2]))
		i, j := low, high
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for x[j] > pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return
		}
	}
}

// fisher is the two-sided p of Fisher's exact test for the table a of a+b against c of c+d: the probability, with all four
// margins fixed, of a table no likelier than this one.
func fisher(a, b, c, d int) float64 {
	n, row, col := a+b+c+d, a+b, a+c
	lowest, highest := max(0, row+col-n), min(row, col)
	// The logarithm of each table's probability follows from that of the one before it.
	logs := make([]float64, highest-lowest+1)
	logs[0] = choose(col, lowest) + choose(n-col, row-lowest) - choose(n, row)
	for i := 1; i < len(logs); i++ {
		x := float64(lowest + i)
		logs[i] = logs[i-1] + math.Log((float64(col)-x+1)*(float64(row)-x+1)/(x*(float64(n-row-col)+x)))
	}
	// Tables that are equally likely differ in their last bits; they count as equally likely.
	limit := logs[a-lowest] + 1e-7
	p := 0.0
	for _, l := range logs {
		if l <= limit {
			p += math.Exp(l)
		}
	}
	return math.Min(1, p)
}

// choose is the logarithm of the binomial coefficient.
func choose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// holm corrects p values for having looked at all of them (Holm 1979). The order stays.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case p[i] < p[j]:
			return -1
		case p[i] > p[j]:
			return 1
		}
		return i - j
	})
	out := make([]float64, len(p))
	worst := 0.0
	for rank, i := range order {
		worst = math.Max(worst, math.Min(1, p[i]*float64(len(p)-rank)))
		out[i] = worst
	}
	return out
}
