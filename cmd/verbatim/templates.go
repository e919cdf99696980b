package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"verbatim/internal/cal"
	"verbatim/internal/clause/source"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/library"
)

// libraryCommands judge and show the library.
type libraryCommands struct {
	Lint lintLibrary `cmd:"" help:"Say everything that is wrong with a library, by file and line."`
	Show showLibrary `cmd:"" help:"List what the library holds, or show the files of one item."`

	Export exportClauses `cmd:"" help:"Write the wording of every clause as one paper, for counsel."`

	Adopt    adoptLibrary    `cmd:"" help:"Put versions in force that a database has on offer; without a version, list them."`
	Withdraw withdrawLibrary `cmd:"" help:"Take a version in a database out of force from a day on."`
}

type lintLibrary struct {
	typefaces
	Dir string `arg:"" optional:"" type:"existingdir" help:"Folder of the library, read together with the one that is built in; that one alone when not given."`
}

// Run says every finding on stderr, one a line. Errors make exit code 1; warnings do not.
func (l lintLibrary) Run(p process) error {
	items, err := desk.LibraryItems(wording{Templates: l.Dir}.folders()...)
	if err != nil {
		return err
	}
	draw, err := l.typefaces.drawer()
	if err != nil {
		return err
	}
	snapshot, _ := library.Build(items)
	findings := desk.LintLibrary(snapshot, items, cal.DateOf(p.now()), draw)
	for _, f := range findings {
		fmt.Fprintf(p.stderr, "%s %s\n", f.Severity, f)
	}
	if source.Refuse(findings) != nil {
		return fault.New(fault.Invalid, fault.CodeLint, "the library is at fault: %d of %d findings are errors", errorsAmong(findings), len(findings))
	}
	count := map[string]int{}
	for _, i := range items {
		count[i.Kind]++
	}
	_, err = fmt.Fprintf(p.stdout, "the library is fine: %d clauses, %d letters, %d rule packs\n",
		count[library.Clause], count[library.Template], count[library.Policy])
	return err
}

func errorsAmong(findings []source.Finding) (n int) {
	for _, f := range findings {
		if f.Severity == source.Error {
			n++
		}
	}
	return n
}

type showLibrary struct {
	wording
	ID string `arg:"" optional:"" help:"The id of a clause, letter, policy, entity or calendar; id@N is one version of it."`
}

// Run lists every item, or prints the files of the newest version of one.
func (c showLibrary) Run(p process) error {
	snapshot, err := c.library()
	if err != nil {
		return err
	}
	if c.ID == "" {
		return list(p, snapshot)
	}
	var found *library.Item
	for _, i := range snapshot.Items() {
		if (i.ID == c.ID || fmt.Sprintf("%s@%d", i.ID, i.Version) == c.ID) && (found == nil || i.Version > found.Version) {
			found = &i
		}
	}
	if found == nil {
		return usage("the library holds nothing named %s; verbatim templates show lists what there is", c.ID)
	}
	return show(p, *found)
}

func list(p process, snapshot *library.Snapshot) error {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tID\tVERSION\tDIGEST")
	for _, i := range snapshot.Items() {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", i.Kind, i.ID, i.Version, snapshot.Digest(i))
	}
	return w.Flush()
}

func show(p process, i library.Item) error {
	names := make([]string, 0, len(i.Files))
	for name := range i.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		text := fmt.Sprintf("# %s/%s\n%s\n", i.Dir(), name, strings.TrimSpace(string(i.Files[name])))
		if i.Kind == library.Brand {
			text = fmt.Sprintf("# %s: an image of %d bytes\n", name, len(i.Files[name]))
		}
		if _, err := fmt.Fprint(p.stdout, text+"\n"); err != nil {
			return err
		}
	}
	return nil
}
