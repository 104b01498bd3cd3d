using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using NSubstitute;

namespace BackendAgents.Tests.Definitions.Routing;

public sealed class AgentRouterTests
{
    private static readonly AgentRouter s_router = new(AgentDefinitionLoader.BuiltIn());

    [TestCase("test", 0.95)]
    [TestCase("fresh", 0.95)]
    public void Earlier_messages_go_to_the_right_agent(string set, double least)
    {
        var routed = Routed().Where(pair => pair.Message.Set == set).ToList();

        var wrong = routed
            .Where(static pair => !RoutingTable.IsRight(pair))
            .Select(static pair => $"{pair.Message.Text} -> {pair.Got}, not {pair.Message.Expected}")
            .ToList();
        Assert.That(wrong, Has.Count.LessThanOrEqualTo(routed.Count * (1 - least)), string.Join('\n', wrong));
    }

    [TestCase("tuning", 0.95, 0.85)]
    [TestCase("test", 0.95, 0.8)]
    [TestCase("blind", 0.95, 0.82)]
    [TestCase("authors-third", 0.85, 0.74)]
    public void Messages_find_their_agent_alone_and_among_collections(string set, double alone, double among)
    {
        var rows = EvaluationSets.Read(set);

        var router = new AgentRouter([.. AgentDefinitionLoader.BuiltIn(), .. RoutingTable.Among(set)]);

        Assert.That(rows, Has.Count.GreaterThanOrEqualTo(150));
        Assert.That(EvaluationSets.Measure(s_router, rows, static row => row.Alone).FirstShare, Is.GreaterThanOrEqualTo(alone));
        Assert.That(EvaluationSets.Measure(router, rows, static row => row.Among).FirstShare, Is.GreaterThanOrEqualTo(among));
    }

    [Test]
    public async Task A_model_is_asked_with_the_candidates_and_its_answer_taken_as_a_name()
    {
        var chat = Substitute.For<IChatCompletionService>();
        ChatHistory? asked = null;
        chat.GetChatMessageContentsAsync(Arg.Do<ChatHistory>(history => asked = history), null, null, Arg.Any<CancellationToken>())
            .Returns([new ChatMessageContent(AuthorRole.Assistant, " `twin-b`.\n")]);

        var decision = await Twins().RouteAsync("Write a REST API", new ChatRouteArbiter(chat));

        Assert.That(decision.Agent!.Name, Is.EqualTo("twin-b"));
        Assert.That(asked![^1].Content, Does.Contain("- twin-a: Designs REST APIs").And.Contain("Write a REST API"));
    }

    [Test]
    public async Task A_live_model_is_asked_once_when_two_are_close_and_not_otherwise()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("twin-b"));
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
        });
        await using var provider = services.BuildServiceProvider();
        var arbiter = new ChatRouteArbiter(provider.GetRequiredService<Kernel>().GetRequiredService<IChatCompletionService>("main"));

        var close = await Twins().RouteAsync("Write a REST API", arbiter);
        var clear = await s_router.RouteAsync("Write a REST API", arbiter);

        Assert.That((close.Agent!.Name, clear.Agent!.Name), Is.EqualTo(("twin-b", "backend-developer")));
        Assert.That(server.Requests.Single().Transcript[^1], Does.Contain("- twin-a: ").And.Contain("- twin-b: "));
    }

    [Test]
    public async Task Embeddings_find_what_words_do_not()
    {
        List<AgentDefinition> agents = [.. AgentDefinitionLoader.BuiltIn(), .. RoutingTable.Among("blind")];
        var rows = EvaluationSets.Read("blind");
        using var embeddings = RoutingEmbeddings.Create();

        var router = await AgentRouter.CreateAsync(agents, embeddings);
        var decisions = new List<RouteDecision>();
        foreach (var row in rows)
            decisions.Add(await router.RouteAsync(row.Text));

        var figures = EvaluationSets.Measure(decisions, rows, static row => row.Among);
        Assert.That(figures.FirstShare, Is.GreaterThanOrEqualTo(0.8), $"{figures}");
        Assert.That(figures.ThreeShare, Is.GreaterThanOrEqualTo(0.9), $"{figures}");
        Assert.That(figures.First, Is.GreaterThan(EvaluationSets.Measure(new AgentRouter(agents), rows, static row => row.Among).First));
    }

    [Test]
    public void What_an_agent_says_it_is_not_for_counts_against_it()
    {
        var router = new AgentRouter([
            Agent("bookkeeper", "Keeps books and balances. Not for payroll."),
            Agent("wage-clerk", "Runs the payroll of firms."),
        ]);

        Assert.That(Name(router, "Set up our payroll"), Is.EqualTo("wage-clerk"));
    }

    [Test]
    public void The_figures_are_published() => GeneratedFile.AssertUpToDate("docs/routing.md", RoutingTable.Render(Routed()));

    [TestCase("now implement the backend services for my shop", "backend-developer")]
    [TestCase("I've finished the user interface. Now I need what is behind it: orders, accounts, payments", "backend-developer")]
    [TestCase("review the security of my API", "security-reviewer")]
    [TestCase("Is the data model ready?", "data-reviewer")]
    [TestCase("not the backend, just the button colour", "none")]
    [TestCase("Not the frontend, the endpoint is broken.", "backend-developer")]
    [TestCase("plz fix teh authentification in the databse servcie", "backend-developer")]
    [TestCase("centre this div", "none")]
    [TestCase("Datenbanksicherungskonzept", "backend-developer")]
    [TestCase("Build an endpoint where customers can review products", "backend-developer")]
    [TestCase("Users must log in with 2fa", "backend-developer")]
    [TestCase("The gateway answers with 5xx after 30s on the 3rd call of 10k", "backend-developer")]
    [TestCase("   ", "none")]
    [TestCase("?!", "none")]
    public void A_message_goes_to(string message, string expected) =>
        Assert.That(s_router.Route(message).Agent?.Name ?? "none", Is.EqualTo(expected), s_router.Route(message).Reason);

    [Test]
    public void A_decision_names_its_reason_its_score_and_who_else_could()
    {
        var taken = s_router.Route("Review the security of my API");
        var refused = s_router.Route("centre this div");

        Assert.That(taken.Score, Is.InRange(0.5, 1));
        Assert.That(taken.Reason, Does.Contain("'security'").And.Contain("security-reviewer"));
        Assert.That(taken.Alternatives[0].Agent!.Name, Is.EqualTo("api-reviewer"));
        Assert.That(taken.Alternatives.Select(static other => other.Score), Is.Ordered.Descending);
        Assert.That(refused.Agent, Is.Null);
        Assert.That(refused.Score, Is.LessThan(0.5));
        Assert.That(refused.Reason, Does.Contain("frontend").And.Contain("'div'"));
    }

    [Test]
    public void Any_catalogue_is_routed_by_what_its_definitions_say()
    {
        var router = new AgentRouter([
            Agent("frontend-developer", "Builds user interfaces with React, CSS and TypeScript."),
            Agent("data-scientist", "Machine learning, statistics and exploratory data analysis with pandas."),
            Agent("rust-pro", "Writes idiomatic Rust: ownership, lifetimes, the borrow checker, async with tokio."),
            Agent("legal-advisor", "Drafts privacy policies, terms of service and contracts; trademark and licensing questions."),
            Agent("database-admin", "Operates databases: backups, replication, indexes, query tuning in PostgreSQL and MySQL."),
            .. AgentDefinitionLoader.BuiltIn(),
        ]);

        Assert.That(Name(router, "centre this div"), Is.EqualTo("frontend-developer"));
        Assert.That(Name(router, "train a churn model"), Is.EqualTo("data-scientist"));
        Assert.That(Name(router, "the borrow checker rejects my Rust closure, lifetimes are too short"), Is.EqualTo("rust-pro"));
        Assert.That(Name(router, "Which licensing terms fit my trademark?"), Is.EqualTo("legal-advisor"));
        var shared = router.Route("Set up replication and backups for our MySQL databases");
        Assert.That(shared.Alternatives.Prepend(shared).Take(2).Select(static one => one.Agent!.Name), Does.Contain("database-admin"));
        Assert.That(Name(router, "Build a REST API with login, roles, a queue and deploy it with docker"), Is.EqualTo("backend-developer"));
        Assert.That(Name(router, "how are you"), Is.EqualTo("none"));
    }

    [Test]
    public void Without_reviewers_the_maker_reviews_and_without_agents_nobody_does()
    {
        var maker = new AgentRouter([.. AgentDefinitionLoader.BuiltIn().Where(static agent => agent.Areas.Count == 0)]);

        Assert.That(Name(maker, "review the security of my API"), Is.EqualTo("backend-developer"));
        Assert.That(new AgentRouter([]).Route("review the security of my API").Agent, Is.Null);
    }

    [Test]
    public void The_same_message_gives_the_same_decision_from_many_threads()
    {
        var expected = Routed();

        Assert.That(Enumerable.Range(0, 4).AsParallel().Select(static _ => Routed()).All(found => found.SequenceEqual(expected)));
    }

    [Test]
    public void Odd_and_endless_messages_are_answered()
    {
        foreach (
            var message in (string[])
                [
                    new string('a', 2_000_000),
                    string.Concat(Enumerable.Repeat("not the ", 50_000)),
                    "\0\ud800\u0301 {{x}} <script>",
                    string.Concat(Enumerable.Repeat("api ", 20_000)),
                ]
        )
            Assert.That(s_router.Route(message).Score, Is.InRange(0, 1));
    }

    [TestCase("twin-b", "twin-b")]
    [TestCase("TWIN-B ", "twin-b")]
    [TestCase("nobody", "twin-a")]
    [TestCase(null, "twin-a")]
    public async Task An_arbiter_breaks_ties_among_the_candidates_only(string? answer, string expected)
    {
        var router = Twins();
        var decision = await router.RouteAsync("Write a REST API", new Arbiter(_ => Task.FromResult(answer)));

        Assert.That(decision.Agent!.Name, Is.EqualTo(expected));
        Assert.That(
            decision.Alternatives.Select(static other => other.Agent!.Name),
            Is.EqualTo((string[])[expected == "twin-a" ? "twin-b" : "twin-a"])
        );
    }

    [Test]
    public async Task An_arbiter_that_fails_changes_nothing_and_one_is_not_asked_without_need()
    {
        var failed = await Twins().RouteAsync("Write a REST API", new Arbiter(static _ => throw new InvalidOperationException()));
        var clear = await s_router.RouteAsync("Write a REST API", new Arbiter(static _ => throw new InvalidOperationException()));

        Assert.That(failed.Agent!.Name, Is.EqualTo("twin-a"));
        Assert.That(failed.Reason, Does.Contain("InvalidOperationException"));
        Assert.That(clear.Reason, Does.Not.Contain("arbiter"));
        Assert.That(
            async () =>
                await Twins()
                    .RouteAsync(
                        "Write a REST API",
                        new Arbiter(static token => Task.FromCanceled<string?>(token)),
                        new CancellationToken(canceled: true)
                    ),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    private static AgentRouter Twins() =>
        new([Agent("twin-a", "Designs REST APIs and backends."), Agent("twin-b", "Designs REST APIs and backends.")]);

    private static List<(LabelledMessage Message, string Got)> Routed() =>
        [.. LabelledMessage.All.Select(static message => (message, Name(s_router, message.Text)))];

    private static string Name(AgentRouter router, string message) => router.Route(message).Agent?.Name ?? "none";

    private static AgentDefinition Agent(string name, string description, params Area[] areas) =>
        new()
        {
            Name = name,
            Description = description,
            Instructions = "",
            Areas = areas,
        };

    private sealed class Arbiter(Func<CancellationToken, Task<string?>> answer) : IRouteArbiter
    {
        public Task<string?> ChooseAsync(string message, IReadOnlyList<RouteDecision> candidates, CancellationToken cancellationToken) =>
            answer(cancellationToken);
    }
}
