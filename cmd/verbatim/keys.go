package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/auth"
	"verbatim/internal/store/sqlstore"
)

// keys makes, lists and revokes API keys in the database itself: whoever has a shell beside it needs no key.
type keys struct {
	Create createKey `cmd:"" help:"Make a key and print it, once."`
	List   listKeys  `cmd:"" help:"List keys, without their secrets."`
	Revoke revokeKey `cmd:"" help:"End a key at once and for good."`
}

// cliPerson is the actor of the command line.
const cliPerson = "command line"

// withKeys opens the database for a command on keys.
func (s storage) withKeys(ctx context.Context, p process, do func(*auth.Service, actor.Actor) error) error {
	st, err := s.open(ctx, p, false)
	if err != nil {
		return err
	}
	defer st.Close()
	return do(newAuth(p, st), auth.CommandLine(cliPerson, cliPerson))
}

func newAuth(p process, st *sqlstore.Store) *auth.Service {
	return &auth.Service{Store: st, Now: p.now, NewID: newID, Rand: p.rand}
}

type createKey struct {
	storage
	Person  string        `required:"" help:"Whom the key belongs to: the name of a person or service."`
	Address string        `help:"The person's staff address, as records name it in hiring and agreed."`
	Role    []string      `required:"" enum:"admin,hr_ops,legal,total_rewards,recruiter,hiring_manager,ats" help:"What the key may do; may be repeated: ${enum}."`
	Entity  []string      `help:"An employing entity whose offers the key may see; may be repeated; none means all."`
	Service bool          `help:"No human being holds the key."`
	Test    bool          `help:"Everything that the key makes is marked as a test."`
	Lasts   time.Duration `placeholder:"720h" help:"How long the key lasts; for ever when not given."`
}

// Run makes a key. The key alone goes to stdout, so that a script can take it.
func (c createKey) Run(ctx context.Context, p process) error {
	return c.withKeys(ctx, p, func(a *auth.Service, by actor.Actor) error {
		secret, key, err := a.CreateKey(ctx, by, c.request(p.now()))
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stderr, "the key %s belongs to %s; it is shown this once:\n", key.ID, key.Name)
		_, err = fmt.Fprintln(p.stdout, secret)
		return err
	})
}

func (c createKey) request(now time.Time) auth.NewKey {
	n := auth.NewKey{Person: c.Person, Address: c.Address, Service: c.Service, Entities: c.Entity, Test: c.Test}
	for _, r := range c.Role {
		n.Roles = append(n.Roles, actor.Role(r))
	}
	if c.Lasts > 0 {
		end := now.Add(c.Lasts)
		n.Expires = &end
	}
	return n
}

type listKeys struct {
	storage
}

// Run prints a table, newest first.
func (c listKeys) Run(ctx context.Context, p process) error {
	return c.withKeys(ctx, p, func(a *auth.Service, by actor.Actor) error {
		all, err := a.Keys(ctx, by)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ID\tPREFIX\tPERSON\tROLES\tENTITIES\tTEST\tMADE\tENDS")
		for _, k := range all {
			roles := make([]string, len(k.Roles))
			for i, r := range k.Roles {
				roles[i] = string(r)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%t\t%s\t%s\n", k.ID, k.Prefix, k.Name, strings.Join(roles, ","),
				orAll(k.Entities), k.Test, k.Created.Format(time.DateOnly), ends(k.Expires, k.Revoked))
		}
		return w.Flush()
	})
}

func orAll(entities []string) string {
	if len(entities) == 0 {
		return "all"
	}
	return strings.Join(entities, ",")
}

func ends(expires, revoked *time.Time) string {
	switch {
	case revoked != nil:
		return "revoked " + revoked.Format(time.DateOnly)
	case expires != nil:
		return expires.Format(time.DateOnly)
	}
	return "never"
}

type revokeKey struct {
	storage
	ID string `arg:"" help:"The id of the key, as keys list shows it."`
}

// Run revokes a key; one that has ended already is left as it is.
func (c revokeKey) Run(ctx context.Context, p process) error {
	return c.withKeys(ctx, p, func(a *auth.Service, by actor.Actor) error { return a.RevokeKey(ctx, by, c.ID) })
}
