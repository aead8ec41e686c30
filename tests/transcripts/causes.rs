//! Every thinking error that the program names, each from the evidence of one wrong answer.

use crate::program::Run;

macro_rules! cause {
    ($name:ident, $step:literal, $answer:literal) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!(Run::at("causes.yaml", $step).types($answer).transcript());
        }
    };
}

cause!(
    rows_lost_to_an_inner_join,
    "all-stores",
    "select stores.name, items.name from stores join items on items.store_id = stores.id;"
);
cause!(
    rows_of_the_joined_side_lost,
    "all-items",
    "select items.name, stores.name from stores left join items on items.store_id = stores.id;"
);
cause!(
    rows_of_the_joined_table_lost_to_an_inner_join,
    "all-items",
    "select items.name, stores.name from stores join items on items.store_id = stores.id;"
);
cause!(
    where_after_a_left_join,
    "cheap",
    "select stores.name, items.name from stores left join items on items.store_id = stores.id where items.price < 10;"
);
cause!(
    rows_without_a_partner_kept,
    "sold",
    "select items.name, stores.name from items left join stores on stores.id = items.store_id;"
);
cause!(
    nulls_counted,
    "counted",
    "select stores.name, count(*) from stores left join items on items.store_id = stores.id group by stores.id;"
);
cause!(
    copies_counted,
    "counted",
    "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id left join visits on visits.store_id = stores.id group by stores.id;"
);
cause!(
    rows_doubled_by_a_fan_out,
    "visited",
    "select name from stores join visits on visits.store_id = stores.id;"
);
cause!(
    a_sum_over_a_fan_out,
    "worth",
    "select stores.name, sum(price) from stores join items on items.store_id = stores.id join visits on visits.store_id = stores.id group by stores.id;"
);
cause!(duplicates_merged, "names", "select distinct name from items;");
cause!(
    everything_paired_with_everything,
    "sold",
    "select items.name, stores.name from items, stores;"
);
cause!(
    not_in_over_null,
    "never-visited",
    "select name from stores where id not in (select store_id from items);"
);
cause!(equals_null, "homeless", "select name from items where store_id = null;");
cause!(duplicates_kept, "words", "select city from stores union all select visitor from visits;");
cause!(both_at_once, "either", "select name from items where name = 'Lamp' and name = 'Soap';");
cause!(either_one, "both", "select id from items where name = 'Rope' or store_id = 2;");
cause!(
    one_term_the_other_way,
    "by-two",
    "select name, price, id from items order by name desc, price desc, id;"
);
cause!(
    the_order_upside_down,
    "dearest-first",
    "select name, price from items where store_id = 1 order by price;"
);
cause!(
    columns_in_another_order,
    "dearest-first",
    "select price, name from items where store_id = 1 order by price desc;"
);
cause!(
    another_type,
    "dearest-first",
    "select name, price || '' from items where store_id = 1 order by price desc;"
);
cause!(another_spelling, "spelled", "select distinct lower(visitor) from visits;");
cause!(
    the_keys_of_a_join_table_swapped,
    "enroll",
    "create table sales (store_id integer not null references stores (id), item_id integer not null references items (id), primary key (store_id, item_id)); insert into sales values (1, 2), (2, 3);"
);
cause!(
    the_key_on_the_wrong_side,
    "owners",
    "create table owners (id integer primary key, name text); alter table stores add column owner_id integer references owners (id);"
);
cause!(
    one_to_one_without_unique,
    "owners",
    "create table owners (id integer primary key, name text, store_id integer references stores (id));"
);

#[test]
fn groups_made_by_a_name() {
    let run = Run::at("shop.yaml", "count-items").types(
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id group by stores.name;",
    );
    insta::assert_snapshot!(run.transcript());
}
