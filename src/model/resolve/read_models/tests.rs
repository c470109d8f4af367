//! Read models: what is found in wrong ones, and which rows right ones make.

use super::super::probe::{each_in_post, healthy, model};
use crate::model::Returns;

#[test]
fn wrong_read_models_are_reported_at_the_word_at_fault() {
    each_in_post(&[
        (
            "read_models: { Board: { fields: { parcel: ParcelId } } }",
            "error[read-model-without-key] `Board`: rows of `Board` cannot be told apart",
        ),
        (
            "read_models: { Board: { key: pacel, fields: { parcel: ParcelId } } }",
            "error[unresolved-reference] `pacel`: `Board` has no field `pacel`",
        ),
        (
            "read_models: { Board: { key: sent, fields: { sent: Bool } } }",
            "error[mapping-type-mismatch] `sent`: `sent: Bool` cannot tell rows apart",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { SendParcel: {} } } }",
            "error[illegal-succession] `SendParcel`: `SendParcel` is a command; a read model is built from events",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { ParcelSent: {} } } }",
            "error[wrong-kind] `ParcelSent`: `ParcelSent` changes no row",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { Shop.OrderPlaced: {} } } }",
            "error[read-model-without-key] `Shop.OrderPlaced`: which row of `Board` does `OrderPlaced` change?",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { Shop.OrderPaid: delete } } }",
            "error[read-model-without-key] `Shop.OrderPaid`: which row of `Board` does `OrderPaid` change?",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { ParcelPacked: { titel: title } } } }",
            "error[unresolved-reference] `titel`: `Board` has no field `titel`",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId, n: Int }, from: { ParcelPacked: { n: title } } } }",
            "error[mapping-type-mismatch] `title`: `title` is Text, but Int is needed here",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { ParcelPacked: [] } } }",
            "error[wrong-kind] `ParcelPacked`: `ParcelPacked` changes no row",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId }, from: { ParcelSent: delete, Post.ParcelSent: delete } } }",
            "error[duplicate-key] `Post.ParcelSent`: `Post.ParcelSent` stands here twice",
        ),
        (
            "read_models: { Board: { key: parcel, fields: { parcel: ParcelId, all: list<Int>? }, queries: { by_all: { by: all } } } }",
            "error[mapping-type-mismatch] `all`: nobody can ask by `all`, which is list<Int>?",
        ),
        (
            "reads: { Shop.OrderPlaced: { fields: [title] } }\nread_models: { Board: { key: order, fields: { order: Shop.OrderId, n: Int = 0 }, from: { Shop.OrderPlaced: { n: pieces } } } }",
            "error[unresolved-reference] `pieces`: `Post` does not say that it reads `pieces` of `OrderPlaced`",
        ),
    ]);
}

#[test]
fn a_row_is_made_when_nothing_is_missing_and_nothing_is_read_from_it() {
    let found = healthy(&model(
        "read_models:
  Board:
    key: parcel
    fields: { parcel: ParcelId, title: Text, sent: Int = 0, note: Text? }
    from:
      ParcelPacked: { title: title }
      ParcelSent: { sent: row.sent + 1 }
    queries:
      one: { by: parcel }
      all:
",
        "",
    ));
    let board = found.read_models.values().next().unwrap();
    let creates: Vec<bool> = board
        .mappings
        .iter()
        .flat_map(|mapping| &mapping.changes)
        .map(|change| change.creates)
        .collect();
    assert_eq!(creates, [true, false]);
    let returns: Vec<Returns> = board.queries.iter().map(|query| query.returns).collect();
    assert_eq!(returns, [Returns::One, Returns::Many]);
}
