package desk

import (
	"context"

	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// bandList keeps bands in memory, for what is made without a store.
type bandList []policy.BandVersion

// KeepBands makes first versions of bands, to judge by where there is no store.
func KeepBands(bands []policy.Band) (store.Bands, error) {
	var out bandList
	for _, b := range bands {
		sum, err := b.Sum()
		if err != nil {
			return nil, err
		}
		out = append(out, policy.BandVersion{Band: b, Version: 1, Digest: sum})
	}
	return out, nil
}

// Bands picks by level and entity as a store does; whoever reads them sees all.
func (l bandList) Bands(_ context.Context, _ store.Scope, q store.BandQuery) ([]policy.BandVersion, error) {
	var out []policy.BandVersion
	for _, b := range l {
		if (q.Level == "" || b.Level == q.Level) && (q.Place == "" || b.Place == q.Place) && (b.Entity == "" || q.Entity == "" || b.Entity == string(q.Entity)) {
			out = append(out, b)
		}
	}
	return out, nil
}
