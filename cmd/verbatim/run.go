package main

import (
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// process is what the world gives the program: everything that it reads, writes or asks the time of.
type process struct {
	args   []string
	env    func(name string) (string, bool)
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time // the only clock
	rand   io.Reader        // the only source of secrets
}

// commands is the command line: one struct a command, each in its own file.
type commands struct {
	Serve     serve            `cmd:"" help:"Serve the HTTP API."`
	Render    renderRecord     `cmd:"" help:"Make the letter of a handoff record, without a server."`
	Validate  validate         `cmd:"" help:"Say everything that is wrong with a handoff record."`
	Diff      diff             `cmd:"" help:"Show what differs between two handoff records."`
	Verify    verify           `cmd:"" help:"Show the terms that a letter carries inside, or check everything in the database."`
	Templates libraryCommands  `cmd:"" help:"Judge and show the library of clauses, letters and rules."`
	Policies  policies         `cmd:"" help:"Show what the rules make of a record."`
	Bands     bands            `cmd:"" help:"Import and list bands of base pay."`
	Keys      keys             `cmd:"" help:"Make, list and revoke API keys."`
	Migrate   migrate          `cmd:"" help:"Bring the database to this program's version."`
	Backup    backup           `cmd:"" help:"Copy the embedded database while it is in use."`
	Restore   restore          `cmd:"" help:"Put a copy in the place of an embedded database, and check it."`
	Erase     erase            `cmd:"" help:"Make what is stored of one offer's candidate unreadable for ever."`
	Demo      demonstrate      `cmd:"" help:"Fill an empty database with the offers of a made-up company, to see lists, queues and figures full."`
	Import    imports          `cmd:"" help:"Take what another system knows."`
	Export    exports          `cmd:"" help:"Give what is stored to another program."`
	Health    healthcheck      `cmd:"" name:"healthcheck" help:"Say whether the server on this machine is ready."`
	Version   versionOfProgram `cmd:"" help:"Say which version this is."`
}

// Exit codes. Scripts rely on them.
const (
	exitFine   = 0
	exitFault  = 1 // the input is at fault, or what was asked is refused: the faults are on stderr
	exitUsage  = 2 // the command line, a setting or a file name is wrong
	exitBroken = 3 // the input may be right: the database, the disk or the network is not
)

// help ends the parse when help was printed.
type help struct{ code int }

// run is the program: it reads the command line, performs one command and gives the exit code.
func run(ctx context.Context, p process) (code int) {
	defer func() {
		if h, ok := recover().(help); ok {
			code = h.code
		}
	}()
	parser, err := newParser(p, &commands{})
	if err != nil {
		return p.report(err)
	}
	call, err := parser.Parse(p.args)
	if err != nil {
		return p.report(usage("%s; verbatim --help lists what there is", err))
	}
	call.BindTo(ctx, (*context.Context)(nil))
	call.Bind(p)
	return p.report(call.Run())
}

// newParser reads the command line, then the environment for what stands in no flag.
func newParser(p process, grammar *commands) (*kong.Kong, error) {
	return kong.New(grammar,
		kong.Name("verbatim"),
		kong.Description("Writes the offer letter that was promised."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(code int) { panic(help{code}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ValueFormatter(helpOf),
		kong.Resolvers(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
			name := flag.Tag.Get("setting")
			if value, ok := p.env(name); ok && name != "" && value != "" {
				return value, nil
			}
			return nil, nil
		})),
		kong.TypeMapper(reflect.TypeFor[secret](), kong.MapperFunc(decodeSecret)),
	)
}

// helpOf shows a flag's help and the environment variable that it can be given by.
func helpOf(v *kong.Value) string {
	if name := v.Tag.Get("setting"); name != "" {
		return strings.TrimSuffix(v.Help, ".") + fmt.Sprintf(" ($%s).", name)
	}
	return v.Help
}
