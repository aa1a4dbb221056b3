"""The definitions of source files, by lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callsheet.ide.sections import section_titles
from callsheet.ide.source_outline import MAX_SOURCE, definitions
from callsheet.text import Text

PYTHON = """import os

RATES = {
    "a": 1,
}
ONE = 1

# What is ordered.
@dataclass(frozen=True)
class Order:

    # not of the method

    @property
    def total(self) -> int:
        def local():
            return 1
        return local()

async def main():
    pass
"""

TYPESCRIPT = """/** What is ordered. */
@Injectable()
export class Order<T> {
  @Get("/total")
  total(): number { return 1; }
  private handler = async () => {
    return 1;
  };
}
export interface Shop { open(): void; }
export enum Status { A, B }
export type Id = string;
export const make = (name: string) => {
  const local = () => name;
  return local;
};
export const limits = {
  least: 1,
};
"""

JAVASCRIPT = """export default function App() {
  return <div>{name}</div>;
}
function* numbers() {}
class Shop { open() {} }
"""

GO = """package shop

// Order is what is ordered.
type Order struct {
	ID string
}
type (
	A interface{ X() }
	B int
)
func (o *Order) Total() int { return 0 }
func main() {
	local := func() {}
}
"""

JAVA = """package shop;
/** What is ordered. */
@Entity
public class Order {
  public Order() {}
  @Override
  public int total() {
    return 1;
  }
  interface Line { void add(); }
}
enum Status { A }
record Price(int cents) {}
"""

KOTLIN = """package shop
/** What is ordered. */
class Order(val id: Int) {
    fun total(): Int {
        return 1
    }
    companion object {
        fun of() = Order(1)
    }
}
interface Shop {
    fun open()
}
fun main() {}
"""

RUST = """/// What is ordered.
#[derive(Debug)]
pub struct Order {
    id: u8,
}
impl Order {
    /// Adds up.
    #[inline]
    pub fn total(&self) -> u8 { 1 }
}
pub trait Shop { fn open(&self); }
mod tests {
    #[test]
    fn works() {}
}
"""

C_SHARP = """namespace Shop;
/// <summary>What is ordered.</summary>
[Serializable]
public class Order {
    [HttpGet]
    public int Total() {
        return 1;
    }
}
public record Price(int Cents);
interface IShop { void Open(); }
"""

CPP = """namespace shop {
// What is ordered.
template <typename T>
class Order {
 public:
  int total() const { return 1; }
};
}
int shop::Order::later() { return 1; }
char *name(void)
{
  return 0;
}
struct Price { int cents; };
"""

RUBY = """# The shop.
module Shop
  class Order
    # Adds up.
    def total
      1
    end
    def self.make = new
  end
end
"""

PHP = """<?php
namespace App;
/** What is ordered. */
final class Order {
    #[Pure]
    public function total(): int {
        return 1;
    }
}
function main() {}
"""

SWIFT = """/// What is ordered.
@MainActor
final class Order {
    func total() -> Int { return 1 }
    init(id: Int) {}
}
struct Price { var cents: Int }
extension Order: Shop { func open() {} }
protocol Shop { func open() }
"""


def check_definitions(path: str, source: str, *expected: str) -> None:
    """Check the definitions of a source text, each as `FIRST-LAST TITLE`."""
    found = [f"{each.first}-{each.last} {each.title}" for each in definitions(path, Text(source))]
    assert found == list(expected), found


def test_python() -> None:
    expected = ("3-5 RATES", "8-18 class Order", "14-18 Order.total()", "20-21 main()")
    check_definitions("src/order.py", PYTHON, *expected)
    check_definitions("ORDER.PY", PYTHON.replace("\n", "\r\n"), *expected)
    check_definitions("order.pyi", "\ufeff" + PYTHON.replace("\n", "\r"), *expected)


def test_typescript_and_javascript() -> None:
    check_definitions(
        "order.ts",
        TYPESCRIPT,
        "1-9 class Order",
        "4-5 Order.total()",
        "6-8 Order.handler()",
        "10-10 interface Shop",
        "10-10 Shop.open()",
        "11-11 enum Status",
        "12-12 type Id",
        "13-16 make()",
        "17-19 limits",
    )
    check_definitions("app.jsx", JAVASCRIPT, "1-3 App()", "4-4 numbers()", "5-5 class Shop", "5-5 Shop.open()")


def test_go() -> None:
    expected = ("3-6 struct Order", "8-8 interface A", "9-9 type B", "11-11 Order.Total()", "12-14 main()")
    check_definitions("shop.go", GO, *expected)


def test_java_and_kotlin() -> None:
    check_definitions(
        "Order.java",
        JAVA,
        "2-11 class Order",
        "5-5 Order.Order()",
        "6-9 Order.total()",
        "10-10 interface Order.Line",
        "10-10 Order.Line.add()",
        "12-12 enum Status",
        "13-13 record Price",
    )
    check_definitions(
        "order.kt",
        KOTLIN,
        "2-10 class Order",
        "4-6 Order.total()",
        "8-8 Order.of()",
        "11-13 interface Shop",
        "12-12 Shop.open()",
        "14-14 main()",
    )


def test_rust() -> None:
    check_definitions(
        "order.rs",
        RUST,
        "1-5 struct Order",
        "6-10 impl Order",
        "7-9 Order.total()",
        "11-11 trait Shop",
        "11-11 Shop.open()",
        "12-15 module tests",
        "13-14 tests.works()",
    )


def test_c_sharp_and_cpp() -> None:
    check_definitions(
        "Order.cs",
        C_SHARP,
        "2-9 class Order",
        "5-8 Order.Total()",
        "10-10 record Price",
        "11-11 interface IShop",
        "11-11 IShop.Open()",
    )
    check_definitions(
        "order.cpp",
        CPP,
        "1-8 namespace shop",
        "2-7 class shop.Order",
        "6-6 shop.Order.total()",
        "9-9 shop::Order::later()",
        "10-13 name()",
        "14-14 struct Price",
    )


def test_ruby_and_php() -> None:
    check_definitions(
        "order.rb", RUBY, "1-10 module Shop", "3-9 class Shop.Order", "4-7 Shop.Order.total()", "8-8 Shop.Order.make()"
    )
    check_definitions("Order.php", PHP, "3-9 class Order", "5-8 Order.total()", "10-10 main()")


def test_swift() -> None:
    check_definitions(
        "order.swift",
        SWIFT,
        "1-6 class Order",
        "4-4 Order.total()",
        "5-5 Order.init()",
        "7-7 struct Price",
        "8-8 extension Order",
        "8-8 Order.open()",
        "9-9 protocol Shop",
        "9-9 Shop.open()",
    )


def test_nothing_of_other_files() -> None:
    check_definitions("notes.txt", PYTHON)
    check_definitions("Makefile", PYTHON)
    check_definitions("empty.py", "")


def test_broken_code_has_definitions() -> None:
    check_definitions("order.py", "def first():\n    pass\n\ndef second(:\n", "1-2 first()", "4-4 second()")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.py", "x = 1\n" * MAX_SOURCE),
        ("a.py", "(" * MAX_SOURCE),
        ("a.ts", "{" * MAX_SOURCE),
        ("a.cs", "a<" * (MAX_SOURCE // 2)),
        ("a.cpp", "a<" * (MAX_SOURCE // 2)),
        ("a.py", "class A:\n" * (MAX_SOURCE // 10)),
    ],
)
def test_what_is_made_to_be_slow_is_given_up(path: str, source: str) -> None:
    check_definitions(path, source)


def test_a_deep_nest_has_an_end() -> None:
    source = "".join(f"{' ' * depth}class A:\n" for depth in range(200))
    assert 0 < len(definitions("a.py", Text(source))) < 200


@given(
    st.sampled_from(
        ["a.py", "a.ts", "a.tsx", "a.go", "a.java", "a.kt", "a.rs", "a.cs", "a.cpp", "a.rb", "a.php", "a.swift"]
    ),
    st.lists(
        st.sampled_from([*PYTHON.split(" "), *RUST.split(" "), *TYPESCRIPT.split("\n"), "\ud800", "\0", "😀", "\r"])
    ),
)
@settings(max_examples=150, deadline=None)
def test_every_text_has_an_outline_within_its_lines(path: str, pieces: list[str]) -> None:
    text = Text(" ".join(pieces))
    for each in definitions(path, text):
        assert 1 <= each.first <= each.last <= text.line_count
        assert each.title


@pytest.mark.parametrize(
    ("first", "last", "titles"),
    [(14, 18, ["Order.total()"]), (8, 18, ["class Order"]), (8, 21, ["class Order", "main()"]), (6, 6, [])],
)
def test_lines_cover_definitions(first: int, last: int, titles: list[str]) -> None:
    assert section_titles("order.py", Text(PYTHON), first, last) == titles
