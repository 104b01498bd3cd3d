using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Jobs by the clock: once for all instances, once after a time of silence, and each row for itself.</summary>
public sealed class JobTests
{
    private readonly Shifted _clock = new();
    private readonly Counting _job = new();
    private TestHost _host = null!;
    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost(_clock);
        _service = _host.WithWebHostBuilder(builder =>
            builder.ConfigureTestServices(services => services.AddSingleton<ScheduledJob>(_job))
        );
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _service.Dispose();
        _host.Dispose();
    }

    [SetUp]
    public async Task Empty()
    {
        using var scope = _service.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<AppDb>().Set<ScheduledRun>().ExecuteDeleteAsync();
        _job.Due = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        _job.Done.Clear();
        _job.Bad = null;
        await DueAsync();
    }

    [Test]
    public async Task A_job_runs_at_its_time_and_once_for_what_it_missed()
    {
        Assert.That(_job.Done, Is.Empty, "it is due from its next time on");
        _clock.Shift += TimeSpan.FromDays(30);

        Assert.That((await DueAsync()).Single().Done, Is.EqualTo(3));
        Assert.That(await DueAsync(), Is.Empty);
        Assert.That(_job.Done, Is.EqualTo(_job.Due));
        _clock.Shift += TimeSpan.FromHours(1);
        Assert.That(await DueAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Many_instances_run_it_once()
    {
        _clock.Shift += TimeSpan.FromHours(1);

        var runs = await Task.WhenAll(Enumerable.Range(0, Sample.Instances).Select(_ => Task.Run(DueAsync)));

        Assert.That(runs.Sum(static run => run.Count), Is.EqualTo(1));
        Assert.That(_job.Done, Is.EqualTo(_job.Due));
    }

    [Test]
    public async Task A_bad_row_does_not_stop_the_others()
    {
        _job.Bad = _job.Due[1];
        _clock.Shift += TimeSpan.FromHours(1);

        Assert.That((await DueAsync()).Single(), Is.EqualTo(new JobResult(_job.Name, 2, 1)));
        Assert.That(_job.Done, Is.EqualTo([_job.Due[0], _job.Due[2]]));
    }

    [Test]
    public async Task Every_declared_job_runs_on_this_database()
    {
        using var scope = _service.Services.CreateScope();
        var scheduler = scope.ServiceProvider.GetRequiredService<JobScheduler>();
        foreach (var job in scope.ServiceProvider.GetServices<ScheduledJob>())
        {
            Assert.That(job.Next(DateTimeOffset.UtcNow), Is.Not.Null, job.Name);
            Assert.That((await scheduler.RunAsync(job.Name, CancellationToken.None)).Failed, Is.Zero, job.Name);
        }
    }

    private Task<List<JobResult>> DueAsync() =>
        _service.Services.GetRequiredService<JobScheduler>().RunDueAsync(name => name == _job.Name, CancellationToken.None);

    private sealed class Counting : ScheduledJob
    {
        public override string Name => "test-counting";

        public override string Schedule => "0 * * * *";

        public override string Zone => "Europe/Berlin";

        public List<Guid> Due { get; set; } = [];

        public List<Guid> Done { get; } = [];

        public Guid? Bad { get; set; }

        public override Task<List<Guid>> DueAsync(Work work, int most, CancellationToken cancellationToken) => Task.FromResult(Due);

        public override Task<IResult?> DoAsync(Guid id, Work work, CancellationToken cancellationToken)
        {
            if (id == Bad)
                throw new InvalidOperationException("A bad row.");
            Done.Add(id);
            return Task.FromResult<IResult?>(null);
        }
    }
}
