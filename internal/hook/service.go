package hook

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"verbatim/internal/actor"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/fault"
	"verbatim/internal/store"
)

const maxEndpoints = 50 // each has a lane of its own in every replica

// Service makes and keeps endpoints for those who may see all of an endpoint's entities.
type Service struct {
	Store         Deliveries
	Sender        *Sender
	Now           func() time.Time
	NewID         func() string
	Rand          io.Reader
	AllowLoopback bool
}

// New is a request for an endpoint.
type New struct {
	// URL is where messages are sent, by POST. Only public addresses are; the DNS is asked at each delivery.
	URL string `json:"url" jsonschema:"title=URL,example=https://hooks.example.com/verbatim,minLength=1,maxLength=1000"`
	// Types are the types of events to hear of; none means all of them.
	Types []event.Type `json:"types,omitempty" jsonschema:"title=Types,maxItems=100,uniqueItems=true"`
	// Entities are the employing entities whose offers to hear of; none means all that the key may see.
	Entities []string `json:"entities,omitempty" jsonschema:"title=Entities,maxItems=100,uniqueItems=true"`
}

// Create makes an endpoint and gives its secret, which cannot be had again. It hears of what happens from now on.
func (s *Service) Create(ctx context.Context, by actor.Actor, n New) (store.Endpoint, string, error) {
	if err := s.check(n); err != nil {
		return store.Endpoint{}, "", err
	}
	if len(n.Entities) == 0 {
		n.Entities = by.Entities
	}
	if !covers(by, n.Entities) {
		return store.Endpoint{}, "", fault.New(fault.Forbidden, fault.CodeForbidden, "a webhook cannot hear of entities that its maker may not see")
	}
	all, err := s.Store.Endpoints(ctx)
	if err != nil {
		return store.Endpoint{}, "", err
	}
	if len(all) >= maxEndpoints {
		return store.Endpoint{}, "", fault.New(fault.Conflict, fault.CodeTooMany, "there are %d webhooks already: remove one first", maxEndpoints)
	}
	secret, err := newSecret(s.Rand)
	if err != nil {
		return store.Endpoint{}, "", err
	}
	now := s.Now().UTC().Truncate(time.Millisecond)
	e := store.Endpoint{ID: s.NewID(), Revision: 1, State: store.EndpointOn, Types: n.Types, Created: now, URL: n.URL, Secret: rotated(nil, secret, now)}
	for _, x := range n.Entities {
		e.Entities = append(e.Entities, entity.ID(x))
	}
	if err := s.Store.Apply(ctx, store.Changes{Endpoint: &e}); err != nil {
		return store.Endpoint{}, "", err
	}
	e, err = s.find(ctx, by, e.ID)
	return e, secret, err
}

func (s *Service) check(n New) error {
	var faults []fault.Fault
	if f := checkURL(n.URL, s.AllowLoopback); f != nil {
		faults = append(faults, *f)
	}
	for i, t := range n.Types {
		if !slices.Contains(event.Types(), t) {
			faults = append(faults, fault.Fault{
				Code: fault.CodeNotAllowed, Pointer: fault.Pointer(fmt.Sprintf("/types/%d", i)),
				Message: "must be one of " + strings.Join(event.Type("").Enum(), ", "),
			})
		}
	}
	return fault.All(fault.CodeInvalidRequest, "the webhook cannot be made", faults)
}

// List gives the endpoints that the actor may see, oldest first, without their secrets.
func (s *Service) List(ctx context.Context, by actor.Actor) ([]store.Endpoint, error) {
	all, err := s.Store.Endpoints(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(e store.Endpoint) bool { return !sees(by, e) }), nil
}

func (s *Service) find(ctx context.Context, by actor.Actor, id string) (store.Endpoint, error) {
	all, err := s.List(ctx, by)
	if err != nil {
		return store.Endpoint{}, err
	}
	for _, e := range all {
		if e.ID == id {
			return e, nil
		}
	}
	return store.Endpoint{}, store.ErrNotFound
}

// Remove ends an endpoint, with its secrets and what waits for it.
func (s *Service) Remove(ctx context.Context, by actor.Actor, id string) error {
	if _, err := s.find(ctx, by, id); err != nil {
		return err
	}
	return s.Store.Apply(ctx, store.Changes{RemoveEndpoint: id})
}

// Rotate gives an endpoint a new secret. For a day messages are signed with the one before it too.
func (s *Service) Rotate(ctx context.Context, by actor.Actor, id string) (store.Endpoint, string, error) {
	e, err := s.find(ctx, by, id)
	if err != nil {
		return e, "", err
	}
	secret, err := newSecret(s.Rand)
	if err != nil {
		return e, "", err
	}
	e.Secret, e.Revision = rotated(e.Secret, secret, s.Now()), e.Revision+1
	return e, secret, s.Store.Apply(ctx, store.Changes{Endpoint: &e})
}

// Switch turns an endpoint on or off. While it is off its events wait.
func (s *Service) Switch(ctx context.Context, by actor.Actor, id string, state store.EndpointState) (store.Endpoint, error) {
	e, err := s.find(ctx, by, id)
	if err != nil || e.State == state {
		return e, err
	}
	e.State, e.Revision = state, e.Revision+1
	return e, s.Store.Apply(ctx, store.Changes{Endpoint: &e})
}

// Test sends a message of type webhook.test at once, whatever the endpoint's state, and says what came of it.
func (s *Service) Test(ctx context.Context, by actor.Actor, id string) (Outcome, error) {
	e, err := s.find(ctx, by, id)
	if err != nil {
		return Outcome{}, err
	}
	now := s.Now().UTC().Truncate(time.Millisecond)
	message := fmt.Appendf(nil, `{"type":"webhook.test","timestamp":%q,"data":{"webhook_id":%q}}`, now.Format(time.RFC3339Nano), e.ID)
	return s.Sender.send(ctx, e, messageID(e.ID, s.NewID()), message)
}

// Deliveries gives an endpoint's deliveries, newest first.
func (s *Service) Deliveries(ctx context.Context, by actor.Actor, q store.DeliveryQuery) ([]store.Delivery, error) {
	if _, err := s.find(ctx, by, q.Endpoint); err != nil {
		return nil, err
	}
	return s.Store.ListDeliveries(ctx, q)
}

// Replay sends one delivery again, or every event after a position.
func (s *Service) Replay(ctx context.Context, by actor.Actor, r store.Replay) error {
	if _, err := s.find(ctx, by, r.Endpoint); err != nil {
		return err
	}
	r.At = s.Now()
	return s.Store.Apply(ctx, store.Changes{Replay: &r})
}

// sees says whether the actor may see all that an endpoint hears of.
func sees(by actor.Actor, e store.Endpoint) bool {
	names := make([]string, len(e.Entities))
	for i, x := range e.Entities {
		names[i] = string(x)
	}
	return covers(by, names)
}

// covers says whether the actor's limit to entities holds these; only no limit holds "all".
func covers(by actor.Actor, entities []string) bool {
	if len(by.Entities) == 0 {
		return true
	}
	for _, e := range entities {
		if !slices.Contains(by.Entities, e) {
			return false
		}
	}
	return len(entities) > 0
}
