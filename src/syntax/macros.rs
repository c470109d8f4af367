//! The three macros that write a declaration down once and derive its reader and its JSON Schema
//! from it, so that the two cannot disagree.

/// A mapping with known keys. `required`, `optional`: the keys, each an [`At`](super::parts::At);
/// `one_of`: a [`choice!`] of which exactly one key stands there; `includes`: keys shared with other
/// records. A key that is no Rust name is given with `as`.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident is $kind:literal {
            $(required {
                $($(#[doc = $rdoc:literal])* $required:ident $(as $rkey:literal)? : $rtype:ty,)*
            })?
            $(optional {
                $($(#[doc = $odoc:literal])* $optional:ident $(as $okey:literal)? : $otype:ty,)*
            })?
            $(one_of {
                $($(#[doc = $cdoc:literal])* $choice:ident : $ctype:ty,)*
            })?
            $(includes {
                $($(#[doc = $idoc:literal])* $included:ident : $itype:ty,)*
            })?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $($($(#[doc = $rdoc])* pub $required: $crate::syntax::parts::At<$rtype>,)*)?
            $($($(#[doc = $odoc])* pub $optional: $crate::syntax::parts::At<$otype>,)*)?
            $($($(#[doc = $cdoc])* pub $choice: $crate::syntax::parts::At<$ctype>,)*)?
            $($($(#[doc = $idoc])* pub $included: $itype,)*)?
        }

        impl $crate::syntax::decode::Record for $name {
            const KIND: &'static str = $kind;
            const MAY_BE_EMPTY: bool = {
                let required: &[&str] = &[
                    $($(stringify!($required),)*)?
                    $($(stringify!($choice),)*)?
                ];
                required.is_empty()
                    $($(&& <$itype as $crate::syntax::decode::Record>::MAY_BE_EMPTY)*)?
            };

            fn read(keys: &mut $crate::syntax::decode::Keys<'_, '_>) -> Self {
                Self {
                    $($($required: keys.required(key!($required $($rkey)?)),)*)?
                    $($($optional: keys.optional(key!($optional $($okey)?)),)*)?
                    $($($choice: keys.one_of(),)*)?
                    $($($included: $crate::syntax::decode::Record::read(keys),)*)?
                }
            }

            fn describe(schema: &mut $crate::syntax::schema::RecordSchema<'_>) {
                $($(schema.required::<$rtype>(key!($required $($rkey)?), &[$($rdoc),*]);)*)?
                $($(schema.optional::<$otype>(key!($optional $($okey)?), &[$($odoc),*]);)*)?
                $($(<$ctype as $crate::syntax::decode::Choice>::describe(schema);)*)?
                $($(<$itype as $crate::syntax::decode::Record>::describe(schema);)*)?
            }
        }

        impl $crate::syntax::decode::Decode for $name {
            const MAY_BE_EMPTY: bool = <Self as $crate::syntax::decode::Record>::MAY_BE_EMPTY;

            fn decode(
                at: $crate::syntax::decode::Place,
                input: &mut $crate::syntax::decode::Decoder<'_>,
            ) -> Option<Self> {
                $crate::syntax::decode::read_record(at, input)
            }

            fn nothing(
                at: $crate::source::Span,
                input: &mut $crate::syntax::decode::Decoder<'_>,
            ) -> Option<Self> {
                <Self as $crate::syntax::decode::Decode>::MAY_BE_EMPTY
                    .then(|| $crate::syntax::decode::empty_record(at, input))
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::syntax::schema::definition_name(stringify!($name)).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::syntax::schema::record::<Self>(generator, &[$($doc),*])
            }
        }
    };
}

/// The JSON name of a key: the name of the field unless another is given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// A set of keys of which exactly one stands in its record. Written as a declaration of its own, it
/// is a mapping with one key.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident is $kind:literal {
            $($(#[doc = $vdoc:literal])* $variant:ident($type:ty) = $key:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub enum $name {
            $($(#[doc = $vdoc])* $variant($type),)*
        }

        impl $crate::syntax::decode::Choice for $name {
            const KIND: &'static str = $kind;
            const KEYS: &'static [&'static str] = &[$($key),*];

            fn decode_as(
                key: &str,
                at: $crate::syntax::decode::Place,
                input: &mut $crate::syntax::decode::Decoder<'_>,
            ) -> Option<Self> {
                match key {
                    $($key => $crate::syntax::decode::Decode::decode(at, input).map(Self::$variant),)*
                    _ => None,
                }
            }

            fn describe(schema: &mut $crate::syntax::schema::RecordSchema<'_>) {
                $(schema.alternative::<$type>($key, &[$($vdoc),*]);)*
            }
        }

        impl $crate::syntax::decode::Decode for $name {
            fn decode(
                at: $crate::syntax::decode::Place,
                input: &mut $crate::syntax::decode::Decoder<'_>,
            ) -> Option<Self> {
                $crate::syntax::decode::read_choice(at, input)
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::syntax::schema::definition_name(stringify!($name)).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::syntax::schema::choice::<Self>(generator, &[$($doc),*])
            }
        }
    };
}

/// A closed list of words.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident is $kind:literal {
            $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $vdoc])* $variant,)*
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is written in a model.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl $crate::syntax::decode::Decode for $name {
            fn decode(
                at: $crate::syntax::decode::Place,
                input: &mut $crate::syntax::decode::Decoder<'_>,
            ) -> Option<Self> {
                let words = [$($word),*];
                let index = $crate::syntax::decode::read_word(at, input, $kind, &words)?;
                Self::ALL.get(index).copied()
            }
        }

        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::syntax::schema::definition_name(stringify!($name)).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let words: &[(&str, &[&str])] = &[$(($word, &[$($vdoc),*])),*];
                $crate::syntax::schema::words(words, &[$($doc),*])
            }
        }
    };
}

/// The JSON Schema of an enum of forms that decodes itself: each form under a title.
macro_rules! forms {
    ($name:ident: $($title:literal => $form:ty,)*) => {
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::syntax::schema::definition_name(stringify!($name)).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                $crate::syntax::schema::forms(vec![
                    $(($title, generator.subschema_for::<$form>()),)*
                ])
            }
        }
    };
}
