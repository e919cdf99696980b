package demo

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"verbatim/internal/actor"
	"verbatim/internal/desk"
	"verbatim/internal/store"
)

// Config says how much of the company is made up.
type Config struct {
	Offers  int
	Seed    uint64
	From    time.Time // first verbal offer at the earliest
	Until   time.Time // now: nothing happens later
	Workers int       // offers written at the same time; 0 means 1
}

// Run writes the lives of the offers into a store that holds none yet. with gives a corridor on that store with another
// clock and other ids; done is told how many offers are written, from time to time.
func Run(ctx context.Context, st store.Store, with func(now func() time.Time, newID func() string) *desk.Service, c Config, done func(int)) error {
	if page, err := st.ListOffers(ctx, store.Scope{}, store.OfferQuery{Limit: 1}); err != nil {
		return err
	} else if len(page.Items) > 0 {
		return errors.New("the database holds offers: a demo is written into an empty one")
	}
	people, err := hire(ctx, st, c)
	if err != nil {
		return err
	}
	if err := setBands(ctx, with(func() time.Time { return c.From }, func() string { return "" }), people.rewards, c.Until); err != nil {
		return err
	}
	var next, written atomic.Int64
	group, writing := errgroup.WithContext(ctx)
	for range max(1, c.Workers) {
		group.Go(func() error {
			for writing.Err() == nil {
				n := int(next.Add(1))
				if n > c.Offers {
					return nil
				}
				if err := one(writing, with, people, c, n); err != nil {
					return err
				}
				if k := int(written.Add(1)); k%100 == 0 {
					done(k)
				}
			}
			return writing.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return pass(ctx, with(func() time.Time { return c.Until }, ids(c.Seed, uint64(c.Offers)+1, func() time.Time { return c.Until })))
}

// pass lets time do what it does alone: what was not answered expires.
func pass(ctx context.Context, d *desk.Service) error {
	for {
		n, err := d.Tick(ctx)
		if n == 0 || err != nil {
			return err
		}
	}
}

func one(ctx context.Context, with func(func() time.Time, func() string) *desk.Service, people staff, c Config, n int) error {
	clock := c.From
	now := func() time.Time { return clock }
	l := life{plan: draw(c.Seed, n, c.From, c.Until), clock: &clock, until: c.Until, staff: people}
	l.desk = with(now, ids(c.Seed, uint64(n), now))
	return l.live(ctx)
}

// ids gives UUIDv7 that follow from seed, number and clock, so that the same demo has the same ids.
func ids(seed, number uint64, now func() time.Time) func() string {
	r := rand.New(rand.NewPCG(seed^0x1d5, number))
	return func() string {
		var id uuid.UUID
		binary.BigEndian.PutUint64(id[:8], uint64(now().UnixMilli())<<16|r.Uint64()&0xfff|0x7000)
		binary.BigEndian.PutUint64(id[8:], r.Uint64()>>2|0x8000000000000000)
		return id.String()
	}
}

// hire writes the staff.
func hire(ctx context.Context, st store.Store, c Config) (staff, error) {
	newID := ids(c.Seed, 0, func() time.Time { return c.From })
	var people []store.Person
	person := func(name, address string, roles ...actor.Role) actor.Actor {
		p := store.Person{ID: actor.ID(newID()), Name: name, Address: address}
		people = append(people, p)
		return actor.Actor{ID: p.ID, Name: name, Roles: roles, Via: "demo"}
	}
	s := staff{
		hr:         person("Dana Whitfield", "dana.whitfield@acme.example", actor.HROps),
		legal:      person("Jo Ortiz", "jo.ortiz@acme.example", actor.Legal),
		rewards:    person("Mina Roth", "mina.roth@acme.example", actor.TotalRewards),
		recruiters: map[string]actor.Actor{},
	}
	for _, t := range teams {
		if _, ok := s.recruiters[t.recruiter]; !ok {
			s.recruiters[t.recruiter] = person(nameOf(t.recruiter), t.recruiter, actor.Recruiter)
		}
		for _, m := range t.managers {
			person(nameOf(m), m, actor.HiringManager)
		}
	}
	if err := st.Apply(ctx, store.Changes{People: people}); err != nil {
		return s, fmt.Errorf("the staff of the demo: %w", err)
	}
	return s, nil
}

// nameOf reads a name out of a staff address: robin.lee@... is Robin Lee.
func nameOf(address string) string {
	local, _, _ := strings.Cut(address, "@")
	words := strings.Split(local, ".")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
