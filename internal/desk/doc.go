// Package desk is the corridor: one file per use case, each a short pipeline of steps that other packages own. It takes
// an actor and bytes, and gives a Result made from stored rows; it writes only by store.Apply. Validator and Renderer
// are the two seams that it declares; Service.Now is the only clock. It holds no rule of its own and knows no HTTP.
//
//	validate -> parse -> select -> assemble -> check -> raise -> open -> render -> apply
//
// Preview and the command line run the same steps and store nothing; Revise shares the middle.
package desk
