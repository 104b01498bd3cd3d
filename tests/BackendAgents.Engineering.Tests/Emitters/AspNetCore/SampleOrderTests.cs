using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters.AspNetCore;

public sealed class SampleOrderTests
{
    private const string Bookings = """
        service: { name: massages }
        entities:
          - name: Booking
            fields:
              - { name: asked_at, type: timestamp, required: true }
              - { name: start_at, type: timestamp, required: true, unique: true }
              - { name: finish_at, type: timestamp, required: true }
              - { name: paid_at, type: timestamp, required: true }
              - { name: seen_at, type: timestamp, required: true }
            checks:
              - { id: long, left: start_at, operator: less, right: finish_at }
              - { id: later, left: finish_at, operator: less, right: paid_at }
              - { id: before, left: asked_at, operator: less, right: start_at }
        """;

    [Test]
    public void What_is_compared_with_a_field_that_no_two_rows_share_goes_up_with_it()
    {
        var read = CapabilityCatalog.BuiltIn.Read(Bookings);
        Assert.That(read.Blueprint, Is.Not.Null, string.Join('\n', read.Problems));

        var sample = new ServiceTestsEmitter()
            .Emit(read.Blueprint!)
            .Single(static artifact => artifact.Path.EndsWith("/BookingSample.g.cs", StringComparison.Ordinal))
            .Content;

        Assert.Multiple(() =>
        {
            Assert.That(sample, Does.Contain("""["askedAt"] = Sample.Instant(0, n)"""));
            Assert.That(sample, Does.Contain("""["startAt"] = Sample.Instant(1, n)"""));
            Assert.That(sample, Does.Contain("""["finishAt"] = Sample.Instant(2, n)"""));
            Assert.That(sample, Does.Contain("""["paidAt"] = Sample.Instant(3, n)"""));
            Assert.That(sample, Does.Contain("""["seenAt"] = Sample.Instant(0, 0)"""));
        });
    }
}
