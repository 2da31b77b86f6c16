// Package web is what phones, desk and screens speak the same way: errors as
// HTTP and as sentences in two languages, the choice of language, the guard
// against other sites, the headers of every answer, the limits of every request,
// pages made ready for a whole hall, and pictures on sockets. There is no session
// in it.
package web
