// Package auth owns who may come in and what they may do: API keys, and the one table of operations and roles. It hands
// the edge an actor.Actor; what an actor may see of the data is the store's business (store.Scope), and whether a person
// may decide on their own work is the corridor's. It knows no HTTP beyond the text of an Authorization header.
package auth
