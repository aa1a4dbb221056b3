"""How far up the item stands that is wanted: positions as data, and the mean reciprocal rank of what is offered there."""
