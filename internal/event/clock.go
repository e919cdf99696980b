package event

// The types that say when time does not count. Time counts again at the first of clock.resumed, the fact until of
// clock.stopped, and the end of what is measured; a stop without a clock.confirmed by another person does not count at all.
const (
	// ClockStopped has the facts reason_code, until (instant) and by (person id).
	ClockStopped Type = "clock.stopped"
	// ClockConfirmed has the facts stopped_at (instant, that of the clock.stopped that it confirms) and reason_code.
	ClockConfirmed Type = "clock.confirmed"
	// ClockResumed has the facts stopped_at (instant), confirmed and by_itself (both boolean).
	ClockResumed Type = "clock.resumed"
)
