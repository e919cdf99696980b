package store

import (
	"context"
	"slices"
	"time"

	"verbatim/internal/entity"
	"verbatim/internal/event"
)

// Leases let one of many replicas do a thing at a time.
type Leases interface {
	// Lease takes a lease, or makes the holder's own longer; false when somebody else has it and its time is not over
	// (LeaseHasOneHolder, LeaseEnds).
	Lease(ctx context.Context, l Lease, now time.Time) (bool, error)
	// Unlease gives a lease back; one that somebody else has stays.
	Unlease(ctx context.Context, l Lease) error
}

// Lease is the right to do one thing until a time.
type Lease struct {
	Name   string // what is done: "sealer"
	Holder string // who does it, unique to a process
	Until  time.Time
}

// Feed is the log-wide order of events. It is made after their commit, so a reader that goes by position misses none.
type Feed interface {
	// Seal gives up to limit committed events their positions, without gaps and in the order of each offer, and writes a
	// checkpoint (PositionsHaveNoGaps, SequenceOrderWithinOffer). It is ErrStale when l has passed to somebody else
	// (SealNeedsItsLease). Sealed.Count is 0 when nothing waits.
	Seal(ctx context.Context, l Lease, now time.Time, limit int) (Sealed, error)
	// Feed gives events after a position, in order and without payloads, as far as the scope goes (FeedKeepsScope).
	Feed(ctx context.Context, s Scope, after int64, limit int) ([]Positioned, error)
	// Head gives the latest checkpoint, the zero one when nothing was sealed yet.
	Head(ctx context.Context) (Checkpoint, error)
}

// Positioned is an event in the log-wide order.
type Positioned struct {
	// Position is 1, 2, 3 without gaps over all offers.
	Position int64 `json:"position"`
	// Entity is the employing entity of the offer.
	Entity entity.ID `json:"entity"`
	// Event is what happened, without its payload.
	Event event.Event `json:"event"`
}

// Sealed is what one sealing came to.
type Sealed struct {
	Count      int
	Checkpoint Checkpoint
}

// Deliveries are the events on their way to webhook endpoints. At most one process sends a delivery at a time.
type Deliveries interface {
	// Endpoints gives every webhook endpoint with its address and secrets, oldest first.
	Endpoints(ctx context.Context) ([]Endpoint, error)
	// Queue makes up to limit deliveries for each endpoint out of the events after its cursor (EventsAreQueuedOnce).
	Queue(ctx context.Context, now time.Time, limit int) (int, error)
	// Take leases up to limit deliveries of an endpoint that are due, only the first waiting one of each offer
	// (OneDeliveryOfAnOffer, TakenOnce).
	Take(ctx context.Context, t Take, now time.Time) ([]Delivery, error)
	// Settle writes down what an attempt came to; ErrStale when the lease has passed to somebody else.
	Settle(ctx context.Context, d Delivery) error
	// ListDeliveries gives an endpoint's deliveries, newest first.
	ListDeliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error)
	// PruneDeliveries removes up to limit deliveries that arrived before a time, and says how many (ArrivedOnesGo). What
	// waits and what was given up stays.
	PruneDeliveries(ctx context.Context, before time.Time, limit int) (int, error)
}

// EndpointState is whether an endpoint gets events.
type EndpointState string

// The states of an endpoint.
const (
	EndpointOn  EndpointState = "enabled"
	EndpointOff EndpointState = "disabled" // the receiver answered 410, or somebody switched it off; deliveries wait
)

// Endpoint is an address that wants to hear of events.
type Endpoint struct {
	ID       string        `json:"id"`       // UUIDv7
	Revision int64         `json:"revision"` // 1, 2, 3: changes of the endpoint
	State    EndpointState `json:"state"`
	// Entities are the employing entities whose offers it hears of; none means all.
	Entities []entity.ID `json:"entities,omitempty"`
	// Types are the types of events that it hears of; none means all.
	Types   []event.Type `json:"types,omitempty"`
	Created time.Time    `json:"created_at"`
	// Cursor is the position of the last event that was queued for it.
	Cursor int64    `json:"cursor"`
	URL    string   `json:"url"`
	Secret []Secret `json:"-"` // newest first; sealed in the store
}

// Secret is one signing secret: whsec_ and base64. Until is when it ends, nil while it is the newest.
type Secret struct {
	Value string     `json:"value"`
	Until *time.Time `json:"until,omitempty"`
}

// Wants says whether the endpoint hears of an event.
func (e Endpoint) Wants(p Positioned) bool {
	return (len(e.Entities) == 0 || slices.Contains(e.Entities, p.Entity)) &&
		(len(e.Types) == 0 || slices.Contains(e.Types, p.Event.Type))
}

// DeliveryState is how a delivery stands.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliveryDone    DeliveryState = "delivered"
	DeliveryDead    DeliveryState = "dead" // given up: it can be replayed
)

// Delivery is one event on its way to one endpoint.
type Delivery struct {
	Endpoint string        `json:"webhook_id"`
	Position int64         `json:"position"`
	Offer    string        `json:"offer_id"`
	State    DeliveryState `json:"state"`
	Attempts int           `json:"attempts"`
	Due      time.Time     `json:"due_at"`
	// Status is the HTTP status of the last attempt, 0 when there was no answer.
	Status int `json:"status,omitempty"`
	// Failure says in one word why the last attempt failed; empty when it did not.
	Failure string     `json:"failure,omitempty"`
	Tried   *time.Time `json:"tried_at,omitempty"`
	Token   string     `json:"-"` // names the attempt that holds it
	Event   Positioned `json:"-"` // filled in by Take
}

// Take is one taking of deliveries.
type Take struct {
	Endpoint string
	Token    string    // random, names the taker
	Until    time.Time // end of the lease
	Limit    int
}

// DeliveryQuery filters a list of deliveries; zero fields do not filter.
type DeliveryQuery struct {
	Endpoint string
	State    DeliveryState
	Before   int64 // only positions before this one
	Limit    int   // 1 to 200; 0 means 50
}

// Replay sends deliveries again: that of one position, or every event after Since.
type Replay struct {
	Endpoint string
	Position int64
	Since    *int64
	At       time.Time
}
