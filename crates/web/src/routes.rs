//! Routes that remember: every door is made with its access, and the list of doors can be printed and tested.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum_extra::routing::{RouterExt as _, SecondElementIs, TypedPath};

use crate::page::Asker;
use crate::{App, Failure, links};

/// Who may pass a door at all; what they find behind it is decided by their scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever is signed in, even while waiting for approval.
    SignedIn,
    /// Approved members. Those whose seats and grants are all over pass only to what is their own, under `/me/`.
    Members,
}

impl Access {
    /// Its name in `yokoito routes --json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::SignedIn => "signed-in",
            Self::Members => "members",
        }
    }
}

/// One door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The method.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: &'static str,
    /// Who may pass.
    pub access: Access,
}

/// Doors of one or several features.
#[derive(Debug, Default)]
pub struct Routes {
    doors: Vec<Door>,
    router: Router<App>,
}

/// Doors that share one access; the access is enforced here, before any handler runs.
#[derive(Debug)]
pub struct Doors {
    access: Access,
    list: Vec<Door>,
    router: Router<App>,
}

impl Routes {
    /// Doors for everybody.
    pub fn for_everybody() -> Doors {
        Doors::new(Access::Public)
    }

    /// Doors for whoever is signed in.
    pub fn for_signed_in() -> Doors {
        Doors::new(Access::SignedIn)
    }

    /// Doors for approved members.
    pub fn for_members() -> Doors {
        Doors::new(Access::Members)
    }

    /// These doors and those.
    #[must_use]
    pub fn and(mut self, others: impl Into<Self>) -> Self {
        let others = others.into();
        self.doors.extend(others.doors);
        self.router = self.router.merge(others.router);
        self
    }

    /// All doors.
    pub fn doors(&self) -> &[Door] {
        &self.doors
    }

    /// The router behind the doors.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

impl Doors {
    fn new(access: Access) -> Self {
        Self { access, list: Vec::new(), router: Router::new() }
    }

    /// Answers `GET`; the path is the handler's first argument.
    #[must_use]
    pub fn get<H, T, P>(mut self, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: SecondElementIs<P> + 'static,
        P: TypedPath,
    {
        self.list.push(Door { method: Method::GET, path: P::PATH, access: self.access });
        self.router = self.router.typed_get(handler);
        self
    }

    /// Answers `POST`; the path is the handler's first argument.
    #[must_use]
    pub fn post<H, T, P>(mut self, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: SecondElementIs<P> + 'static,
        P: TypedPath,
    {
        self.list.push(Door { method: Method::POST, path: P::PATH, access: self.access });
        self.router = self.router.typed_post(handler);
        self
    }

    /// These doors and those.
    #[must_use]
    pub fn and(self, others: impl Into<Routes>) -> Routes {
        Routes::from(self).and(others)
    }
}

impl From<Doors> for Routes {
    fn from(doors: Doors) -> Self {
        let access = doors.access;
        let guard = middleware::from_fn(move |request: Request, next: Next| guard(access, request, next));
        Self { doors: doors.list, router: doors.router.route_layer(guard) }
    }
}

async fn guard(access: Access, request: Request, next: Next) -> Response {
    let asker = request.extensions().get::<Asker>().and_then(|asker| asker.0.as_ref());
    let is_own = request.uri().path().starts_with(links::OWN);
    let refusal = match (access, asker) {
        (Access::Public, _) => None,
        (_, None) => Some(Failure::SignedOut),
        (Access::Members, Some(viewer)) if !viewer.is_active() => Some(Failure::Pending),
        (Access::Members, Some(viewer)) if viewer.is_outside() && !is_own => Some(Failure::Outside),
        (Access::SignedIn | Access::Members, Some(_)) => None,
    };
    match refusal {
        Some(failure) => failure.into_response(),
        None => next.run(request).await,
    }
}
