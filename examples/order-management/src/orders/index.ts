/** Orders: the cart, placing an order, following it. */
export {};
