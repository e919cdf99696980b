package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/library"
	"verbatim/internal/place"
	"verbatim/internal/policy"
	"verbatim/internal/store"
)

// bands imports and lists bands of base pay in the database itself.
type bands struct {
	Import importBands `cmd:"" help:"Import bands of base pay from a CSV file: all of them or none."`
	List   listBands   `cmd:"" help:"List bands of base pay."`
}

// bandFile is the name of a CSV file of bands.
type bandFile string

// maxBandFile bounds a CSV file of bands, in bytes.
const maxBandFile = 8 << 20

// read reads the file; every fault names its line.
func (f bandFile) read() ([]policy.Band, error) {
	info, err := os.Stat(string(f))
	if err != nil {
		return nil, usage("the bands cannot be read: %s", err)
	}
	if info.Size() > maxBandFile {
		return nil, usage("the file of bands is larger than %d bytes", maxBandFile)
	}
	raw, err := os.ReadFile(string(f))
	if err != nil {
		return nil, usage("the bands cannot be read: %s", err)
	}
	read, err := policy.ReadBands(raw)
	if err != nil {
		return nil, of(string(f), err)
	}
	return read, nil
}

// withBands opens the database for a command on bands.
func (s storage) withBands(ctx context.Context, p process, w wording, do func(*desk.Service) error) error {
	lib, err := w.library()
	if err != nil {
		return err
	}
	st, err := s.open(ctx, p, false)
	if err != nil {
		return err
	}
	defer st.Close()
	return do(&desk.Service{Store: st, Library: library.NewHolder(lib), Now: p.now, NewID: newID})
}

type importBands struct {
	storage
	wording
	File bandFile `arg:"" help:"CSV file with a header: level, place, minimum, midpoint, maximum, currency, per, effective_from; and where wanted job_family, entity, bonus_limit, effective_until, source."`
}

// Run imports the file and says what came of it.
func (i importBands) Run(ctx context.Context, p process) error {
	read, err := i.File.read()
	if err != nil {
		return err
	}
	return i.withBands(ctx, p, i.wording, func(d *desk.Service) error {
		done, err := d.ImportBands(ctx, auth.CommandLine(cliPerson, cliPerson), read)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.stdout, "%d bands written, %d kept already\n", len(done.Added), done.Unchanged)
		return err
	})
}

type listBands struct {
	storage
	wording
	Level string `help:"Only bands of this level."`
	Place string `help:"Only bands of exactly this place, such as US-CA."`
	AsOf  string `placeholder:"DAY" help:"Only bands that hold on this day, such as 2026-11-24."`
	All   bool   `help:"Earlier versions too."`
	JSON  bool   `name:"json" help:"Write JSON."`
}

// Run prints a table.
func (l listBands) Run(ctx context.Context, p process) error {
	q := store.BandQuery{Level: l.Level}
	var day cal.Date
	var err error
	if l.Place != "" {
		if q.Place, err = place.Parse(l.Place); err != nil {
			return usage("--place is a place such as US-CA or GB")
		}
	}
	if l.AsOf != "" {
		if day, err = cal.ParseDate(l.AsOf); err != nil {
			return usage("--as-of is a day such as 2026-11-24")
		}
	}
	return l.withBands(ctx, p, l.wording, func(d *desk.Service) error {
		found, err := d.Bands(ctx, auth.CommandLine(cliPerson, cliPerson), q, day, l.All)
		if err != nil {
			return err
		}
		return l.print(p, found)
	})
}

func (l listBands) print(p process, found []policy.BandVersion) error {
	if l.JSON {
		out := json.NewEncoder(p.stdout)
		out.SetIndent("", "  ")
		return out.Encode(found)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "LEVEL\tPLACE\tFAMILY\tENTITY\tMINIMUM\tMIDPOINT\tMAXIMUM\tCURRENCY\tPER\tBONUS %\tFROM\tUNTIL\tVERSION\tSOURCE")
	for _, b := range found {
		until, limit := "", ""
		if b.Until != nil {
			until = b.Until.String()
		}
		if b.BonusLimit != nil {
			limit = b.BonusLimit.String()
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%s\n", b.Level, b.Place, b.JobFamily, b.Entity, b.Minimum, b.Midpoint,
			b.Maximum, b.Currency, b.Per, limit, b.From, until, b.Version, b.Source)
	}
	return w.Flush()
}
