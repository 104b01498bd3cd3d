using System.Diagnostics;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Tests.Coordination;

/// <summary>Members and people that hold the thread or do not listen hold nobody else up.</summary>
[CancelAfter(30_000)]
public sealed class StubbornMemberTests
{
    // A second is what is promised; a busy machine may take longer to notice, and those that hold would do so for ever.
    private static readonly TimeSpan s_promptly = TimeSpan.FromSeconds(20);

    private BackendProject _project = null!;
    private ManualResetEventSlim _never = null!;

    [SetUp]
    public void SetUp()
    {
        _project = new BackendProject();
        _never = new ManualResetEventSlim();
    }

    [TearDown]
    public void TearDown()
    {
        // Threads that were left behind end with their test.
        _never.Set();
        _never.Dispose();
    }

    private ScriptedAgent Blocking(string name) => new(name, _ =>
        {
            _never.Wait();
            return Desk.Approve;
        });

    [Test]
    public async Task A_reviewer_that_blocks_its_thread_ends_at_its_own_timeout_and_the_others_are_heard()
    {
        var options = Desk.Files() with { Quorum = Quorum.Of(1), MaxAttempts = 1 };

        var result = await Desk.Run(
            _project,
            options,
            Desk.Worker(Desk.Writer(_project)),
            Desk.Reviewer(Blocking("stuck")) with
            {
                Timeout = TimeSpan.FromMilliseconds(200),
            },
            Desk.Reviewer(Desk.Approver())
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Notes.Select(static note => note.Text), Has.Some.Contains("stuck gave no verdict (timeout)"));
    }

    [Test]
    public async Task A_worker_that_blocks_its_thread_does_not_hold_cancellation_up()
    {
        using var cancel = new CancellationTokenSource();
        var running = new BackendTeam([Desk.Worker(Blocking("developer"))], Desk.Files()).RunAsync(
            new TeamRequest { Brief = Desk.Brief, Project = _project },
            cancel.Token
        );
        await Task.Delay(100, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();

        Assert.That((await running).Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(s_promptly));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_worker_that_blocks_its_thread_ends_at_its_own_timeout_and_is_asked_again(bool streaming)
    {
        var stubborn = new ScriptedAgent("developer", turn =>
        {
            if (turn.Number == 1)
                _never.Wait();
            return "done";
        });
        var team = new BackendTeam([Desk.Worker(stubborn) with { Timeout = TimeSpan.FromMilliseconds(200) }], Desk.Files());
        var request = new TeamRequest { Brief = Desk.Brief, Project = _project };

        var result = streaming
            ? (await team.RunStreamingAsync(request).OfType<RunEnded>().SingleAsync()).Result
            : await team.RunAsync(request);

        Assert.That(result.Transcript.Select(static turn => turn.Failure?.Kind).Take(2), Is.EqualTo(new[] { "timeout", null }));
    }

    [Test]
    public async Task A_listener_of_a_worker_that_blocks_its_thread_can_still_cancel()
    {
        using var cancel = new CancellationTokenSource();
        long cancelled = 0;
        TeamEvent? last = null;
        await foreach (
            var happened in new BackendTeam([Desk.Worker(Blocking("developer"))], Desk.Files()).RunStreamingAsync(
                new TeamRequest { Brief = Desk.Brief, Project = _project },
                cancel.Token
            )
        )
        {
            last = happened;
            if (happened is not TurnStarted)
                continue;
            await Task.Delay(50, CancellationToken.None);
            cancelled = Stopwatch.GetTimestamp();
            await cancel.CancelAsync();
        }

        Assert.That((last as RunEnded)?.Result.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(Stopwatch.GetElapsedTime(cancelled), Is.LessThan(s_promptly));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_worker_is_not_called_for_a_run_that_was_cancelled_in_that_very_moment(bool streaming)
    {
        using var cancel = new CancellationTokenSource();
        var called = 0;
        var late = new ScriptedAgent("developer", _ =>
        {
            called++;
            // As long as it takes to be cancelled while it works.
            cancel.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
            return "done";
        });
        var team = new BackendTeam([Desk.Worker(late)], Desk.Files() with { Time = new CancellingTime(cancel) });
        var request = new TeamRequest { Brief = Desk.Brief, Project = _project };

        var result = streaming
            ? (await team.RunStreamingAsync(request, cancel.Token).OfType<RunEnded>().SingleAsync(CancellationToken.None)).Result
            : await team.RunAsync(request, cancel.Token);
        await Task.Delay(50, CancellationToken.None);

        Assert.That(result.Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(called, streaming ? Is.Zero : Is.LessThanOrEqualTo(1));
    }

    /// <summary>Cancels when the first timer is set: a member's patience, just before it is waited for.</summary>
    private sealed class CancellingTime(CancellationTokenSource cancel) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            cancel.Cancel();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private static ScriptedModel Asking() =>
        new(call =>
            call.Step == 0
                ? ScriptedModel.Call(("people_ask", new() { ["question"] = "Which currency?" }))
                : ScriptedModel.Say(call.Results[^1])
        );

    [Test]
    public async Task A_person_who_does_not_listen_does_not_hold_cancellation_up()
    {
        using var cancel = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var options = Desk.Files() with
        {
            Person = (_, _) =>
            {
                asked.SetResult();
                _never.Wait(CancellationToken.None);
                return new ValueTask<Answer?>((Answer?)null);
            },
        };
        var running = new BackendTeam([Desk.Worker(Asking().Agent("developer"))], options).RunAsync(
            new TeamRequest { Brief = Desk.Brief, Project = _project },
            cancel.Token
        );
        await asked.Task;
        var started = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();

        Assert.That((await running).Stop.Kind, Is.EqualTo(StopKind.Cancelled));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(s_promptly));
    }

    [Test]
    public async Task A_person_may_take_longer_than_the_member_that_asks()
    {
        _project.PutFile(new Artifact("all.md", "x\n"));
        var options = Desk.Files() with
        {
            WorkerTimeout = TimeSpan.FromMilliseconds(1500),
            Person = static async (question, token) =>
            {
                await Task.Delay(2000, token);
                return new Answer(question.Id, "euro");
            },
        };

        var result = await Desk.Run(_project, options, Desk.Worker(Asking().Agent("developer")));

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Transcript.Single().Text, Is.EqualTo("euro"));
        Assert.That(
            result.Transcript.Single().Duration,
            Is.LessThan(TimeSpan.FromMilliseconds(2000)),
            "the person's time is not the member's"
        );
    }

    [Test]
    public async Task A_person_is_asked_one_thing_at_a_time()
    {
        var (now, most) = (0, 0);
        var options = Desk.Files() with
        {
            Person = async (question, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Delay(50, token);
                Interlocked.Decrement(ref now);
                return new Answer(question.Id, "euro");
            },
        };
        var reviewers = Enumerable
            .Range(0, 4)
            .Select(i =>
                Desk.Reviewer(
                    new ScriptedModel(call =>
                        call.Step == 0
                            ? ScriptedModel.Call(("people_ask", new() { ["question"] = $"Question {i}?" }))
                            : ScriptedModel.Say(Desk.Approve)
                    ).Agent("reviewer" + i)
                )
            );

        var result = await Desk.Run(_project, options, [Desk.Worker(Desk.Writer(_project)), .. reviewers]);

        Assert.That((result.Stop.Kind, most), Is.EqualTo((StopKind.Approved, 1)), result.Stop.Message);
    }

    [Test]
    public async Task All_questions_of_parallel_reviewers_are_returned_and_a_stray_answer_is_told()
    {
        using var runs = new TempFolder();
        IReadOnlyList<TeamMember> Cast() =>
            [
                Desk.Worker(Desk.Writer(_project)),
                .. Enumerable
                    .Range(0, 3)
                    .Select(i =>
                        Desk.Reviewer(
                            new ScriptedModel(call =>
                                call.Step == 0
                                    ? ScriptedModel.Call(("people_ask", new() { ["question"] = $"Question {i}?" }))
                                    : ScriptedModel.Say(Desk.Approve)
                            ).Agent("reviewer" + i)
                        )
                    ),
            ];

        var asked = await new BackendTeam(Cast(), Desk.Files(runs.Path)).RunAsync(
            new TeamRequest
            {
                Brief = Desk.Brief,
                RunId = "r",
                Project = _project,
            }
        );
        Assert.That(
            asked.Stop.Questions.Select(static question => question.Text),
            Is.EqualTo(new[] { "Question 0?", "Question 1?", "Question 2?" })
        );

        var result = await new BackendTeam(Cast(), Desk.Files(runs.Path)).RunAsync(
            new TeamRequest
            {
                RunId = "r",
                Resume = true,
                Project = _project = new BackendProject(),
                Answers =
                [
                    .. asked.Stop.Questions.Select(static question => new Answer(question.Id, "yes")),
                    new Answer("ask-nobody", "what?"),
                ],
            }
        );

        Assert.That(result.Approved, Is.True, result.Stop.Message);
        Assert.That(result.Notes.Select(static note => note.Text), Has.Some.Contains("'ask-nobody' belongs to no question"));
    }
}
