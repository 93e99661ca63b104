"""The live game under load: a client that plays whole games, and the scenarios it plays."""
