using Boop.Protocol.Scanner;
using Boop.Protocol.Vendor;

namespace Boop.Protocol.Tests.Vectors;

public sealed class VectorTests
{
    // One test over all: each vector as a theory case costs more in reporting than in running.
    [Fact]
    public void What_a_vector_says_of_its_incoming_frame_is_so()
    {
        Vector[] frames = [.. VectorFiles.All.Where(v => v.Frame is not null)];
        frames.Length.ShouldBeGreaterThan(300);
        frames.Select(v => v.Socket == "vendor" ? Vendor(v) : Scanner(v)).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void What_the_network_sends_in_a_vector_is_decoded_and_encoded_to_the_same_bytes()
    {
        var wrong = new List<string>();
        foreach (Vector vector in VectorFiles.All)
        {
            foreach (string frame in vector.Out.Select(Vector.Fill))
            {
                string? again = vector.Socket == "vendor"
                    ? VendorServerCodec.Decode(Wire.Bytes(frame)).Message is VendorServerMessage toVendor ? Wire.Encode(toVendor) : null
                    : ScannerServerCodec.Decode(Wire.Bytes(frame)).Message is ScannerServerMessage toScanner ? Wire.Encode(toScanner) : null;
                if (again != frame)
                {
                    wrong.Add($"{vector.Name}: {again}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_code_stands_in_a_vector_of_the_vendors_socket()
    {
        string frames = string.Concat(VectorFiles.All.Where(v => v.Socket == "vendor").SelectMany(v => v.Out));
        Enum.GetValues<ErrorCode>().Select(ErrorCodes.Name).Where(name => !frames.Contains($"\"{name}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_table_of_errors_says_what_the_vectors_say()
    {
        WireError[] errors =
        [
            .. VectorFiles.All.Where(v => v.Socket == "vendor").SelectMany(v => v.Out).Select(Vector.Fill)
                .Select(frame => VendorServerCodec.Decode(Wire.Bytes(frame)).Message).OfType<VendorError>().Select(e => e.Error),
        ];
        errors.ShouldNotBeEmpty();
        errors.ShouldAllBe(e => IsInTable(e));
    }

    [Fact]
    public void Every_message_of_the_public_set_stands_in_a_vector()
    {
        var seen = new HashSet<Type>();
        foreach (Vector vector in VectorFiles.All)
        {
            bool isVendor = vector.Socket == "vendor";
            if (vector.Frame is byte[] frame)
            {
                seen.Add((isVendor ? VendorClientCodec.Decode(frame).Message : (object?)ScannerClientCodec.Decode(frame).Message)?.GetType() ?? typeof(void));
            }

            foreach (byte[] sent in vector.Out.Select(Vector.Fill).Select(Wire.Bytes))
            {
                seen.Add((isVendor ? VendorServerCodec.Decode(sent).Message : (object?)ScannerServerCodec.Decode(sent).Message)?.GetType() ?? typeof(void));
            }
        }

        Type[] families = [typeof(VendorClientMessage), typeof(VendorServerMessage), typeof(ScannerClientMessage), typeof(ScannerServerMessage)];
        typeof(Decoded<>).Assembly.GetTypes().Where(t => families.Contains(t.BaseType) && !seen.Contains(t)).ShouldBeEmpty();
    }

    [Fact]
    public void No_two_vectors_share_a_name() =>
        VectorFiles.All.GroupBy(v => v.Name).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    private static bool IsInTable(WireError error) =>
        ErrorCodes.TryParse(error.Code, out ErrorCode code)
        && WireError.Of(code) == error with { Field = null, Detail = null, RetryAfterMs = null };

    private static string? Vendor(Vector vector)
    {
        Decoded<VendorClientMessage> decoded = VendorClientCodec.Decode(vector.Frame);
        string actual = decoded.Failure is DecodeFailure failure
            ? Wire.Encode(new VendorError(failure.Error) { ContextId = failure.ContextId, Id = failure.Id })
            : Wire.Encode(decoded.Message!);
        return Judge(vector, decoded.IsMessage, actual);
    }

    private static string? Scanner(Vector vector)
    {
        Decoded<ScannerClientMessage> decoded = ScannerClientCodec.Decode(vector.Frame);
        string actual = decoded.Failure is DecodeFailure failure
            ? Wire.Encode(new ScannerError(failure.Error) { OfferId = failure.OfferId, Id = failure.Id })
            : Wire.Encode(decoded.Message!);
        return Judge(vector, decoded.IsMessage, actual);
    }

    private static string? Judge(Vector vector, bool isMessage, string actual)
    {
        string? expected = vector.Decodes == true ? vector.Canonical ?? vector.In : vector.Refusal ?? vector.Out.Single();
        return isMessage == vector.Decodes && actual == expected ? null : $"{vector.Name}: {actual}";
    }
}
