package api

func libraryRoutes() []Route { return nil }
