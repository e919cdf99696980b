// Package layers owns the picture of who may import whom: layers.txt, which its test holds against the imports of every
// package of the module. It holds no code that runs, and knows nothing of what the packages do.
package layers
