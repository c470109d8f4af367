//! Enumerations of messages: each variant holds the message of the same name.

/// Defines an enumeration of messages: the events or commands of an aggregate, or the outcomes of a
/// command, which then convert into the events that they are.
///
/// ```
/// # #[derive(Debug, Clone, PartialEq, Eq)] pub struct Opened {}
/// # #[derive(Debug, Clone, PartialEq, Eq)] pub struct Closed {}
/// kernel::one_of! {
///     /// Everything that can happen to a door.
///     pub enum DoorEvent { Opened, Closed }
/// }
/// kernel::one_of! {
///     /// What may come of pulling.
///     pub enum PullOutcome: Into<DoorEvent> { Opened }
/// }
///
/// let outcome = PullOutcome::from(Opened {});
/// assert_eq!(DoorEvent::from(outcome), DoorEvent::Opened(Opened {}));
/// ```
#[macro_export]
macro_rules! one_of {
    ($(#[$attribute:meta])* $vis:vis enum $name:ident { $($message:ident),* $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name {
            $(
                #[doc = concat!("See [`", stringify!($message), "`].")]
                $message($message),
            )*
        }

        $(
            impl From<$message> for $name {
                fn from(message: $message) -> Self {
                    Self::$message(message)
                }
            }
        )*
    };
    (
        $(#[$attribute:meta])*
        $vis:vis enum $name:ident: Into<$events:ident> { $($message:ident),* $(,)? }
    ) => {
        $crate::one_of! { $(#[$attribute])* $vis enum $name { $($message),* } }

        impl From<$name> for $events {
            fn from(outcome: $name) -> Self {
                match outcome {
                    $($name::$message(message) => Self::$message(message),)*
                }
            }
        }
    };
}
