package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"verbatim/internal/auth"
	"verbatim/internal/cal"
	"verbatim/internal/desk"
	"verbatim/internal/library"
)

// withShelf opens the database for a command on its library: whoever has a shell beside it needs no key. A running
// server takes the change within seconds.
func (s storage) withShelf(ctx context.Context, p process, fonts typefaces, do func(*desk.Service) error) error {
	st, err := s.existing(ctx, p)
	if err != nil {
		return err
	}
	d, err := deskOn(p, &library.Holder{}, fonts)
	if err == nil {
		d.Store = st
		err = do(d)
	}
	return errors.Join(err, st.Close())
}

// adoptLibrary puts offered versions in force.
type adoptLibrary struct {
	storage
	typefaces
	Refs []string `arg:"" optional:"" name:"kind/id@version" help:"What to put in force, such as clause/sign_on@2."`
	All  bool     `help:"Everything that came with a newer program. What somebody published is adopted by name."`
}

// Run adopts and lists what is in force now; without anything to adopt it lists what waits.
func (a adoptLibrary) Run(ctx context.Context, p process) error {
	refs := make([]desk.LibraryRef, len(a.Refs))
	for i, text := range a.Refs {
		var err error
		if refs[i], err = desk.ParseLibraryRef(text); err != nil {
			return usage("%s", err)
		}
	}
	return a.withShelf(ctx, p, a.typefaces, func(d *desk.Service) error {
		by := auth.CommandLine(cliPerson, cliPerson)
		var now []desk.LibraryVersion
		var err error
		switch {
		case len(refs) > 0:
			now, err = d.Adopt(ctx, by, refs...)
		case a.All:
			now, err = d.AdoptAll(ctx, by)
		default:
			return waiting(ctx, p, d)
		}
		if err != nil {
			return err
		}
		return stands(p, now)
	})
}

// waiting lists what is on offer.
func waiting(ctx context.Context, p process, d *desk.Service) error {
	all, err := d.LibraryVersions(ctx, "")
	if err != nil {
		return err
	}
	var offered []desk.LibraryVersion
	for _, v := range all {
		if v.Status == desk.Offered {
			offered = append(offered, v)
		}
	}
	if len(offered) == 0 {
		_, err := fmt.Fprintln(p.stderr, "nothing waits: every version in the database is in force or was withdrawn")
		return err
	}
	return stands(p, offered)
}

// stands prints how versions stand, and what was done to each.
func stands(p process, versions []desk.LibraryVersion) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "VERSION\tSTATUS\tHISTORY")
	for _, v := range versions {
		var acts []string
		for _, a := range v.Acts {
			text := fmt.Sprintf("%s %s by %s", a.Act, cal.DateOf(a.At), a.By)
			if a.From != nil {
				text += fmt.Sprintf(" from %s on: %s", a.From, a.Reason)
			}
			acts = append(acts, text)
		}
		fmt.Fprintf(w, "%s/%s@%d\t%s\t%s\n", v.Kind, v.ID, v.Version, v.Status, strings.Join(acts, "; "))
	}
	return w.Flush()
}

// withdrawLibrary takes a version out of force.
type withdrawLibrary struct {
	storage
	typefaces
	Ref    string `arg:"" name:"kind/id@version" help:"What to take out of force, such as clause/sign_on@1."`
	From   string `placeholder:"DATE" help:"The first day on which it is out of force; today when not given."`
	Reason string `required:"" help:"Why, for those who read the library's history."`
}

// Run withdraws and shows how the version stands.
func (w withdrawLibrary) Run(ctx context.Context, p process) error {
	ref, err := desk.ParseLibraryRef(w.Ref)
	if err != nil {
		return usage("%s", err)
	}
	request := desk.Withdrawal{Reason: w.Reason}
	if w.From != "" {
		from, err := cal.ParseDate(w.From)
		if err != nil {
			return usage("--from is %s", err)
		}
		request.From = &from
	}
	return w.withShelf(ctx, p, w.typefaces, func(d *desk.Service) error {
		v, err := d.Withdraw(ctx, auth.CommandLine(cliPerson, cliPerson), ref, request)
		if err != nil {
			return err
		}
		return stands(p, []desk.LibraryVersion{v})
	})
}
