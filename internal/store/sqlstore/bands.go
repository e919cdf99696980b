package sqlstore

import (
	"context"
	"strconv"
	"strings"

	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/money"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

const bandColumns = `slot, version, entity, level, place, job_family, minimum, midpoint, maximum, currency, per, bonus_limit, ` +
	`effective_from, effective_until, source, digest, imported_at, imported_by`

// Bands gives every version of the bands that a query asks for.
func (s *Store) Bands(ctx context.Context, sc store.Scope, q store.BandQuery) ([]policy.BandVersion, error) {
	where, args := bandFilter(sc, q)
	query := `SELECT ` + bandColumns + ` FROM bands` + where + ` ORDER BY slot, version`
	if q.Limit > 0 {
		args = append(args, q.Limit)
		query += ` LIMIT $` + strconv.Itoa(len(args))
	}
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.dialect.translate(err)
	}
	out := []policy.BandVersion{}
	err = each(rows, func() error {
		b, err := scanBand(rows)
		out = append(out, b)
		return err
	})
	return out, s.dialect.translate(err)
}

// bandFilter builds the WHERE of bands from fixed texts; every value is an argument.
func bandFilter(sc store.Scope, q store.BandQuery) (string, []any) {
	var parts []string
	var args []any
	is := func(column, value string) {
		if value != "" {
			args = append(args, value)
			parts = append(parts, column+" = $"+strconv.Itoa(len(args)))
		}
	}
	is("level", q.Level)
	is("place", string(q.Place))
	among := words(sc.Entities)
	if q.Entity != "" {
		among = append(among[:0:0], string(q.Entity))
		if len(sc.Entities) > 0 && !allows(sc, q.Entity) {
			among = nil
		}
	}
	if len(sc.Entities) > 0 || q.Entity != "" {
		marks := []string{"''"}
		for _, e := range among {
			args = append(args, e)
			marks = append(marks, "$"+strconv.Itoa(len(args)))
		}
		parts = append(parts, "entity IN ("+strings.Join(marks, ", ")+")")
	}
	if len(parts) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

func scanBand(row scanner) (policy.BandVersion, error) {
	var b policy.BandVersion
	var slot, at, currency, per, from, sum string
	var figures [3]string
	var limit, until *string
	var imported int64
	err := row.Scan(&slot, &b.Version, &b.Entity, &b.Level, &at, &b.JobFamily, &figures[0], &figures[1], &figures[2], &currency, &per, &limit,
		&from, &until, &b.Source, &sum, &imported, &b.By)
	if err != nil {
		return b, err
	}
	b.Place, b.Currency, b.Per = place.Code(at), money.Currency(currency), money.Per(per)
	b.Digest, b.Imported = digest.Digest(sum), instant(imported)
	for i, d := range []*money.Decimal{&b.Minimum, &b.Midpoint, &b.Maximum} {
		if *d, err = money.ParseDecimal(figures[i]); err != nil {
			return b, err
		}
	}
	if limit != nil {
		d, err := money.ParseDecimal(*limit)
		if err != nil {
			return b, err
		}
		b.BonusLimit = &d
	}
	if until != nil {
		day, err := cal.ParseDate(*until)
		if err != nil {
			return b, err
		}
		b.Until = &day
	}
	b.From, err = cal.ParseDate(from)
	return b, err
}

// bandsAtOnce bounds the rows of one statement: an engine takes so many arguments.
const bandsAtOnce = 500

func (t *tx) bands(c store.Changes) error {
	var rows [][]any
	for _, b := range c.Bands {
		var limit, until any
		if b.BonusLimit != nil {
			limit = b.BonusLimit.String()
		}
		if b.Until != nil {
			until = b.Until.String()
		}
		rows = append(rows, []any{
			b.Slot(), b.Version, b.Entity, b.Level, string(b.Place), b.JobFamily, b.Minimum.String(), b.Midpoint.String(), b.Maximum.String(),
			string(b.Currency), string(b.Per), limit, b.From.String(), until, b.Source, string(b.Digest), b.Imported.UnixMilli(), b.By,
		})
	}
	for len(rows) > 0 {
		n := min(len(rows), bandsAtOnce)
		if err := t.insert("bands", bandColumns, "", rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}
