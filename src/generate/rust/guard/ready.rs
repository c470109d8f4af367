//! Whether a model is finished enough to be generated. A model below that may still be fine to check and to draw.

use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Aggregate, Context, ContextId, Decision, Event, Handler, Info, Model, Store, Writer},
    source::{Span, Spanned},
    types::Level,
};

/// Everything that says "not yet" in a model without errors: contexts below design level, drafts, commands and events
/// without an aggregate, a store that there is not.
pub fn unready(model: &Model) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if model.store == Store::Postgres {
        let message = "the store `postgres` is not available yet";
        out.push(
            not_ready(model.name.span, message.to_owned())
                .help("leave `store:` out, or write `sqlite`"),
        );
    }
    for (id, context) in model.contexts.iter() {
        if context.level == Level::Design {
            of_context(model, id, &mut out);
        } else {
            let word = word(context.level);
            let message = format!(
                "`{}` is at level {word}, and only `design` can be generated",
                context.name.value
            );
            out.push(
                not_ready(context.name.span, message).help("finish it and write `level: design`"),
            );
        }
    }
    if model.contexts.is_empty() {
        let message = "a model without a context gives no code".to_owned();
        out.push(not_ready(model.name.span, message).help("write the first one under `contexts:`"));
    }
    out
}

fn of_context(model: &Model, id: ContextId, out: &mut Vec<Diagnostic>) {
    let context = &model.contexts[id];
    draft("context", &context.name, &context.info, out);
    empty(context, out);
    for aggregate in context.aggregates.iter().map(|id| &model.aggregates[*id]) {
        draft("aggregate", &aggregate.name, &aggregate.info, out);
        idle(model, aggregate, out);
    }
    for command in model.commands_of(id).into_iter().map(|id| &model.commands[id]) {
        draft("command", &command.name, &command.info, out);
        if command.handler == Handler::Nobody {
            out.push(homeless("command", &command.name));
        } else if matches!(command.decision, Decision::Open) {
            let message = format!("nothing says what comes of `{}`", command.name.value);
            out.push(not_ready(command.name.span, message).help("write `emits:` or `decide:`"));
        }
    }
    for event in model.events_of(id).into_iter().map(|id| &model.events[id]) {
        draft("event", &event.name, &event.info, out);
        twice_split(model, event, out);
        if event.writer == Writer::Nobody {
            out.push(homeless("event", &event.name));
        }
    }
    for policy in context.policies.iter().map(|id| &model.policies[*id]) {
        draft("policy", &policy.name, &policy.info, out);
    }
    for saga in context.sagas.iter().map(|id| &model.sagas[*id]) {
        draft("saga", &saga.name, &saga.info, out);
    }
    for view in context.read_models.iter().map(|id| &model.read_models[*id]) {
        draft("read model", &view.name, &view.info, out);
    }
}

/// An aggregate to which nothing can happen would be two enumerations without a value.
fn empty(context: &Context, out: &mut Vec<Diagnostic>) {
    let Context { aggregates, policies, sagas, read_models, .. } = context;
    if aggregates.is_empty() && policies.is_empty() && sagas.is_empty() && read_models.is_empty() {
        let name = &context.name;
        let message = format!("nothing happens in the context `{}`", name.value);
        let help = "give it an aggregate, a policy, a saga or a read model; types that are for all belong under the \
                    `types:` of the model";
        out.push(not_ready(name.span, message).help(help));
    }
}

fn idle(model: &Model, aggregate: &Aggregate, out: &mut Vec<Diagnostic>) {
    let name = &aggregate.name;
    if aggregate.commands.is_empty() {
        let message = format!("nothing can be asked of `{}`", name.value);
        out.push(not_ready(name.span, message).help("write its first command under `commands:`"));
    } else if aggregate.events.iter().all(|id| model.events[*id].retired.is_some()) {
        let message = format!("nothing can happen to `{}`", name.value);
        out.push(not_ready(name.span, message).help("write its first event under `events:`"));
    }
}

/// A stored event is taken apart once when it is read.
fn twice_split(model: &Model, event: &Event, out: &mut Vec<Diagnostic>) {
    for split in &event.split_into {
        let part = &model.events[split.event];
        if !part.split_into.is_empty() {
            let message = format!(
                "`{}` is read as `{}`, which is read as other events itself",
                event.name.value, part.name.value
            );
            let help = "split it into those events; an event cannot be taken apart twice yet";
            out.push(not_ready(split.span, message).help(help));
        }
    }
}

fn draft(kind: &str, name: &Spanned<String>, info: &Info, out: &mut Vec<Diagnostic>) {
    if info.draft {
        let message = format!("the {kind} `{}` is a draft, which cannot be generated", name.value);
        out.push(not_ready(name.span, message).help("finish it and take `draft: true` away"));
    }
}

fn homeless(kind: &str, name: &Spanned<String>) -> Diagnostic {
    let message = format!("the {kind} `{}` belongs to no aggregate yet", name.value);
    not_ready(name.span, message).help("move it under the aggregate that it belongs to")
}

fn word(level: Level) -> &'static str {
    match level {
        Level::BigPicture => "`big-picture`",
        Level::Process => "`process`",
        Level::Design => "`design`",
    }
}

fn not_ready(span: Span, message: String) -> Diagnostic {
    Diagnostic::error(rule::NOT_READY, span, message)
}
