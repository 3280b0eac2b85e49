import { createBrowserRouter, type RouteObject } from "react-router-dom";
import { LoadingState } from "../states/LoadingState";
import { NotFoundPage } from "../states/NotFoundPage";
import { RouteProblem } from "../states/RouteProblem";
import { HomeRedirect } from "./HomeRedirect";
import { Shell } from "./Shell";

/** A page that broke leaves the shell around it, and with it the way to the others. */
function withinShell(pages: RouteObject[]): RouteObject[] {
  return [{ ErrorBoundary: RouteProblem, children: pages }];
}

// Each page is a chunk of its own, so that the sign-in page does not wait for charts and tables.
export const router = createBrowserRouter([
  {
    path: "/sign-in",
    lazy: async () => ({ Component: (await import("../signin/SignInPage")).SignInPage }),
    HydrateFallback: LoadingState,
    ErrorBoundary: RouteProblem,
  },
  {
    path: "/deadline",
    lazy: async () => ({ Component: (await import("../deadline/DeadlinePage")).DeadlinePage }),
    HydrateFallback: LoadingState,
    ErrorBoundary: RouteProblem,
  },
  {
    path: "/",
    Component: Shell,
    HydrateFallback: LoadingState,
    ErrorBoundary: RouteProblem,
    children: withinShell([
      { index: true, Component: HomeRedirect },
      {
        path: "regions/:code",
        lazy: async () => ({ Component: (await import("../region/RegionPage")).RegionPage }),
      },
      { path: "regions/:code/why", lazy: async () => ({ Component: (await import("../why/WhyPage")).WhyPage }) },
      {
        path: "regions/:code/made-of",
        lazy: async () => ({ Component: (await import("../madeof/MadeOfPage")).MadeOfPage }),
      },
      {
        path: "regions/:code/halls",
        lazy: async () => ({ Component: (await import("../halls/HallsPage")).HallsPage }),
      },
      {
        path: "regions/:code/rules",
        lazy: async () => ({ Component: (await import("../rules/RulesPage")).RulesPage }),
      },
      {
        path: "regions/:code/rules/new",
        lazy: async () => ({ Component: (await import("../rules/RuleDraftPage")).RuleDraftPage }),
      },
      {
        path: "regions/:code/rules/:rule",
        lazy: async () => ({ Component: (await import("../rules/RulePage")).RulePage }),
      },
      { path: "regions/:code/wall", lazy: async () => ({ Component: (await import("../wall/WallPage")).WallPage }) },
      { path: "alerts", lazy: async () => ({ Component: (await import("../alerts/AlertsPage")).AlertsPage }) },
      {
        path: "halls/:code/cases",
        lazy: async () => ({ Component: (await import("../cases/CasesPage")).CasesPage }),
      },
      {
        path: "halls/:code/cases/:number",
        lazy: async () => ({ Component: (await import("../casefile/CasePage")).CasePage }),
      },
      {
        path: "halls/:code/items/:item",
        lazy: async () => ({ Component: (await import("../guide/GuidePage")).GuidePage }),
      },
      {
        path: "halls/:code/desk",
        lazy: async () => ({ Component: (await import("../desk/DeskPage")).DeskPage }),
      },
      {
        path: "orders",
        lazy: async () => ({ Component: (await import("../matters/OpenMattersPage")).OpenMattersPage }),
      },
      {
        path: "halls/:code/orders",
        lazy: async () => ({ Component: (await import("../orders/OrdersPage")).OrdersPage }),
      },
      {
        path: "halls/:code/orders/:id",
        lazy: async () => ({ Component: (await import("../orders/OrderPage")).OrderPage }),
      },
      {
        path: "halls/:code/signals",
        lazy: async () => ({ Component: (await import("../signals/SignalsPage")).SignalsPage }),
      },
      {
        path: "halls/:code/signals/new",
        lazy: async () => ({ Component: (await import("../signals/SignalDraftPage")).SignalDraftPage }),
      },
      {
        path: "halls/:code/register",
        lazy: async () => ({ Component: (await import("../register/RegisterPage")).RegisterPage }),
      },
      {
        path: "halls/:code/accountability",
        lazy: async () => ({
          Component: (await import("../accountability/AccountabilityCasesPage")).AccountabilityCasesPage,
        }),
      },
      {
        path: "halls/:code/accountability/:id",
        lazy: async () => ({ Component: (await import("../accountability/AccountabilityPage")).AccountabilityPage }),
      },
      {
        path: "halls/:code/circulars",
        lazy: async () => ({ Component: (await import("../circulars/CircularsPage")).CircularsPage }),
      },
      {
        path: "halls/:code/circulars/:id",
        lazy: async () => ({ Component: (await import("../circulars/CircularPage")).CircularPage }),
      },
      {
        path: "halls/:code/red-decisions",
        lazy: async () => ({ Component: (await import("../reds/RedDecisionsPage")).RedDecisionsPage }),
      },
      {
        path: "halls/:code/looks",
        lazy: async () => ({ Component: (await import("../looks/LooksPage")).LooksPage }),
      },
      {
        path: "halls/:code/ladder",
        lazy: async () => ({ Component: (await import("../ladder/LadderPage")).LadderPage }),
      },
      {
        path: "halls/:code/contacts",
        lazy: async () => ({ Component: (await import("../contacts/ContactsPage")).ContactsPage }),
      },
      {
        path: "halls/:code/exchange",
        lazy: async () => ({ Component: (await import("../exchange/ExchangePage")).ExchangePage }),
      },
      {
        path: "halls/:code/people",
        lazy: async () => ({ Component: (await import("../people/PeoplePage")).PeoplePage }),
      },
      {
        path: "halls/:code/calendar",
        lazy: async () => ({ Component: (await import("../calendar/CalendarPage")).CalendarPage }),
      },
      {
        path: "halls/:code/sign-ins",
        lazy: async () => ({ Component: (await import("../signins/HallSignInsPage")).HallSignInsPage }),
      },
      {
        path: "halls/:code/class-names",
        lazy: async () => ({ Component: (await import("../classes/ClassNamesPage")).ClassNamesPage }),
      },
      {
        path: "halls/:code/acts",
        lazy: async () => ({ Component: (await import("../acts/AdminActsPage")).AdminActsPage }),
      },
      {
        path: "halls/:code/deliveries",
        lazy: async () => ({ Component: (await import("../deliveries/DeliveriesPage")).DeliveriesPage }),
      },
      {
        path: "halls/:code/channels",
        lazy: async () => ({ Component: (await import("../deliveries/ChannelsPage")).ChannelsPage }),
      },
      {
        path: "halls/:code/reasons",
        lazy: async () => ({ Component: (await import("../reasons/ReasonsPage")).ReasonsPage }),
      },
      { path: "account", lazy: async () => ({ Component: (await import("../account/AccountPage")).AccountPage }) },
      { path: "window", lazy: async () => ({ Component: (await import("../window/WindowPage")).WindowPage }) },
      { path: "notices", lazy: async () => ({ Component: (await import("../notices/NoticesPage")).NoticesPage }) },
      { path: "*", Component: NotFoundPage },
    ]),
  },
]);
